# Belay. `make` alone lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run demo test check fmt build train image schemas goldens bench startup release

# Quarkus's build step runs in Maven's own JVM, so Maven itself must run on a JDK 25.
# Ports that `make run` and `make demo` take: CLOUD_PORT, CDN_PORT, LB_PORT, HTTP_PORT, MANAGEMENT_PORT.
export CLOUD_PORT CDN_PORT LB_PORT HTTP_PORT MANAGEMENT_PORT

export JAVA_HOME := $(shell .mvn/find-jdk)
# Maven's own libraries use what JDK 25 warns of.
export MAVEN_OPTS += --sun-misc-unsafe-memory-access=allow
MVN = $(if $(shell command -v mvn),mvn,./mvnw) -B -ntp $(MAVEN_ARGS)
# The console's tests drive a Chromium or Chrome that is installed here (BROWSER_PATH: another one). Playwright is fetched only then.
BROWSER := $(shell .mvn/find-browser)
# Prometheus's own tool tests the alerts.
PROMTOOL := $(shell command -v promtool)
IN_BROWSER = $(if $(BROWSER),-Pbrowser "-Dbrowser.path=$(BROWSER)")
jdk:
	@test -n "$(JAVA_HOME)" || { .mvn/find-jdk --explain; exit 1; }

help: ## list the targets
	@awk 'BEGIN{FS=":.*## "} /^[a-z]+:.*## /{printf "  make %-7s %s\n",$$1,$$2}' $(MAKEFILE_LIST)

run: jdk ## start Belay on an embedded local cloud (STORE=directory|s3|dynamodb)
	@echo "Building; the first time takes some minutes." && $(MVN) -q package -DskipTests
	@src/test/sh/local dev.belay.demo.Run "$(or $(STORE),directory)" || [ $$? -eq 130 ] # Ctrl-C is how it ends

demo: jdk ## watch a bad version go out, be explained, reverted and reported: a minute, once built
	@echo "Building; the first time takes some minutes." && $(MVN) -q package -DskipTests
	@exec src/test/sh/local dev.belay.demo.Demo "$(or $(STORE),directory)"

test: jdk ## everything: format, gates, all four rings of tests
	@$(SKIPPED)
	@$(MVN) $(IN_BROWSER) -Pwhole verify
	@$(SKIPPED)

NO_BROWSER = WARNING: no Chromium or Chrome was found, so the tests of the console in a browser are SKIPPED. Install one, or set BROWSER_PATH.
NO_PROMTOOL = WARNING: promtool was not found, so the tests of the alerts are SKIPPED. It comes with Prometheus.
SKIPPED = $(if $(BROWSER),:,echo "$(NO_BROWSER)"); $(if $(PROMTOOL),:,echo "$(NO_PROMTOOL)")

check: jdk ## format, compiler gates and architecture rules, without the other tests
	@$(MVN) -q test -Dtest=ArchitectureTest

fmt: jdk ## format the sources
	@$(MVN) -q spotless:apply

build: jdk ## the packaged program, in target/belay
	@$(MVN) -q package -DskipTests && echo "Built: target/belay/bin/belay"

train: build ## keep ready what the daemon loads: it starts faster, with this JVM
	@target/belay/bin/belay-train

VERSION = $(shell sed -n 's|^  <version>\(.*\)</version>|\1|p' pom.xml)
REVISION = $(shell git rev-parse HEAD 2>/dev/null || echo unknown)
DOCKER ?= $(or $(shell command -v docker),$(shell command -v podman),docker)
IMAGE ?= belay:$(VERSION)

image: build ## the image, by Docker or Podman, as IMAGE (belay:VERSION)
	@$(DOCKER) build -f src/main/docker/Dockerfile.jvm --build-arg PROGRAM=built --build-arg VERSION=$(VERSION) --build-arg REVISION=$(REVISION) \
	  $(if $(RUNTIME),--build-arg RUNTIME=$(RUNTIME)) -t $(IMAGE) .

# The caches are left out: they are good for one JVM and one place only.
release: jdk ## what a release consists of, in target/release: program, chart, bill of materials, checksums
	@$(MVN) -q -Pwhole package -DskipTests
	@rm -rf target/release && mkdir target/release
	@cp -a target/belay target/release/belay-$(VERSION) && rm target/release/belay-$(VERSION)/lib/*.aot && cp LICENSE CHANGELOG.md target/release/belay-$(VERSION)
	@cd target/release && $(TAR) -czf belay-$(VERSION).tar.gz belay-$(VERSION) && mv belay-$(VERSION)/belay.cdx.json belay-$(VERSION).cdx.json && rm -r belay-$(VERSION)
	@$(TAR) -C helm -czf target/release/belay-chart-$(VERSION).tgz belay
	@cd target/release && sha256sum belay-* | tee SHA256SUMS
TAR = tar --sort=name --owner=0 --group=0 --numeric-owner

schemas: build ## write docs/schemas, when a test says that they are stale
	@mkdir -p docs/schemas && for kind in target pin hold; do target/belay/bin/belay schema $$kind > docs/schemas/$$kind.json || exit 1; done

goldens: jdk ## write what the chart renders for its examples, when a test says that it is stale
	@$(MVN) -q test -Dtest=GoldenTest -Dgoldens=write

bench: train ## measure it, beside what people use instead (PARTS="inside sites fleet startup"): under 20 minutes
	@src/test/sh/bench $(PARTS)

startup: train ## how long the daemon takes to be ready, with and without what it was trained for
	@src/test/sh/startup

screenshots: jdk ## take docs/images anew, of the console in an incident
	@test -n "$(BROWSER)" || { echo "$(NO_BROWSER)" >&2; exit 1; }
	@$(MVN) -q $(IN_BROWSER) package -DskipTests
	@$(MVN) -q $(IN_BROWSER) failsafe:integration-test failsafe:verify -Dit.test=Screenshots
