{{/* Names and labels. A name of Kubernetes has 63 characters at most; the longest suffix here is -management. */}}
{{- define "belay.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 52 | trimSuffix "-" }}
{{- end }}

{{- define "belay.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- else if contains (include "belay.name" .) .Release.Name }}
{{- .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "belay.name" .) | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "belay.selector" -}}
app.kubernetes.io/name: {{ include "belay.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "belay.labels" -}}
{{ include "belay.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "belay.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "belay.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "belay.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{/* Of the store in the settings: its kind, and where a directory is mounted. */}}
{{- define "belay.storeKind" -}}
{{- dig "belay" "store" "kind" "" .Values.config | lower }}
{{- end }}

{{- define "belay.directory" -}}
{{- dig "belay" "store" "directory" "path" "" .Values.config | default "/var/lib/belay" }}
{{- end }}

{{- define "belay.where" -}}
{{- $kind := include "belay.storeKind" . }}
{{- if eq $kind "s3" }}s3://{{ .Values.config.belay.store.s3.bucket }}/{{ dig "prefix" "" .Values.config.belay.store.s3 }}
{{- else if eq $kind "dynamodb" }}the table {{ .Values.config.belay.store.dynamodb.table }}
{{- else }}the directory {{ include "belay.directory" . }}
{{- end }}
{{- end }}
