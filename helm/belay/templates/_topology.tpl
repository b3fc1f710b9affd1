{{/* Replicas apart, each version by itself: pods that are about to go don't count. */}}
{{- define "belay.topologySpread" -}}
{{- $keys := dict "topology.kubernetes.io/zone" .Values.topologySpread.zones "kubernetes.io/hostname" .Values.topologySpread.nodes }}
{{- if and (gt (int .Values.replicaCount) 1) (or .Values.topologySpread.zones .Values.topologySpread.nodes) }}
topologySpreadConstraints:
{{- range $key, $unsatisfiable := $keys }}
{{- if $unsatisfiable }}
  - maxSkew: 1
    topologyKey: {{ $key }}
    whenUnsatisfiable: {{ $unsatisfiable }}
    labelSelector:
      matchLabels: {{- include "belay.selector" $ | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
{{- end }}
{{- end }}
{{- end }}
{{- end }}
