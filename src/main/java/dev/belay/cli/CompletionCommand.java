package dev.belay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code belay completion bash|zsh}: a script for the shell. */
@Command(
        name = "completion",
        description = "Print a script that completes commands, options, and names from the daemon.",
        footer = {
            "",
            "Examples:",
            "  source <(belay completion bash)",
            "  belay completion bash > ~/.local/share/bash-completion/completions/belay",
            "  source <(belay completion zsh)        in ~/.zshrc, after compinit"
        },
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    /** Shells that it is known to work in. */
    enum Kind {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Asks the program itself: it knows its options, and the daemon the names. */
    private static final String BASH = """
            # belay completion, bash
            _belay() {
              local IFS=$'\\n'
              COMPREPLY=($(belay __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
            }
            complete -o default -F _belay belay
            """;

    private static final String ZSH = """
            # belay completion, zsh
            _belay() {
              local -a found
              found=("${(@f)$(belay __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
              [[ -n "${found[1]}" ]] && compadd -- "${found[@]}" || _files
            }
            compdef _belay belay
            """;

    private final Shell shell;

    @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private Kind kind;

    CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.say((kind == Kind.BASH ? BASH : ZSH).stripTrailing());
        return CommandLine.ExitCode.OK;
    }
}
