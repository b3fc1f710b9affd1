{{/* What can't work, or must not stand in values, is refused in a sentence. */}}
{{- define "belay.refusals" -}}
{{- $kind := include "belay.storeKind" . }}
{{- $store := dig "belay" "store" dict .Values.config }}
{{- if not .Values.image.repository }}
{{- fail "image.repository: say where the image is. None is published." }}
{{- end }}
{{- if not (has $kind (list "s3" "dynamodb" "directory")) }}
{{- fail (printf "config.belay.store.kind is %q: say s3, dynamodb or directory." $kind) }}
{{- end }}
{{- if and (eq $kind "s3") (not (dig "s3" "bucket" "" $store)) }}
{{- fail "config.belay.store.s3.bucket: the store s3 needs a bucket." }}
{{- end }}
{{- if and (eq $kind "dynamodb") (not (dig "dynamodb" "table" "" $store)) }}
{{- fail "config.belay.store.dynamodb.table: the store dynamodb needs a table." }}
{{- end }}
{{- if and (eq $kind "directory") (gt (int .Values.replicaCount) 1) }}
{{- fail (printf "replicaCount is %d and config.belay.store.kind is directory: one daemon only for a directory. Set replicaCount to 1, or keep the records in s3 or dynamodb." (int .Values.replicaCount)) }}
{{- end }}
{{- $quarkus := dig "quarkus" dict .Values.config }}
{{- if or (dig "oidc" "credentials" "client-secret" "value" "" $quarkus) (regexMatch `(?m)^\s*"?([a-z0-9.-]*\.)?(secret|password|client-secret\.value)"?:\s*[^\s{$]` (toYaml $quarkus)) }}
{{- fail "config.quarkus has a secret in it, and a ConfigMap is no place for it: name the Secret that has it in secretEnv, such as QUARKUS_OIDC_CREDENTIALS_SECRET: {secret: belay-oidc, key: client-secret}." }}
{{- end }}
{{- range $name, $from := .Values.secretEnv }}
{{- if regexMatch "^BELAY_API_TOKENS_.*_.*_(SHA256|ROLE|TARGETS)$" $name }}
{{- fail (printf "secretEnv.%s: only tokens with a name of one word can be set by a variable. Others stand in config.belay.api.tokens; their sha256 may be ${VARIABLE}." $name) }}
{{- end }}
{{- end }}
{{- end }}
