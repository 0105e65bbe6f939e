{{- /* The language of these templates is kept small: what tests/SmartCity.Helm.Tests/Rendering does not know is not used. */ -}}

{{- define "smartcity.selector" -}}
app.kubernetes.io/name: smartcity
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "smartcity.labels" -}}
{{ include "smartcity.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
smartcity/node: {{ required "node.id: the six digits of the node" .root.Values.node.id | quote }}
smartcity/part: {{ .part }}
{{- end -}}

{{- define "smartcity.image" -}}
{{- if .root.Values.image.registry }}{{ .root.Values.image.registry }}/{{ end }}{{ .name }}:{{ default .root.Chart.AppVersion .root.Values.image.tag }}
{{- end -}}

{{- define "smartcity.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1654
runAsGroup: 1654
fsGroup: 1654
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "smartcity.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: ["ALL"]
{{- end -}}

{{- define "smartcity.probes" -}}
startupProbe:
  httpGet: {path: /health/ready, port: http}
  periodSeconds: 3
  # Migrations of a large database take their time.
  failureThreshold: 200
readinessProbe:
  httpGet: {path: /health/ready, port: http}
  periodSeconds: 5
  timeoutSeconds: 3
livenessProbe:
  httpGet: {path: /health, port: http}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
{{- end -}}

{{- define "smartcity.telemetry" -}}
{{- if .Values.telemetry.otlpEndpoint }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ .Values.telemetry.otlpEndpoint | quote }}
OTEL_EXPORTER_OTLP_PROTOCOL: {{ .Values.telemetry.otlpProtocol | quote }}
{{- end }}
Telemetry__SampleRatio: {{ .Values.telemetry.sampleRatio | quote }}
{{- if .Values.telemetry.metricsPort }}
Telemetry__MetricsPort: {{ .Values.telemetry.metricsPort | quote }}
Telemetry__MetricsBind: "0.0.0.0"
{{- end }}
{{- end -}}

{{- define "smartcity.settings" -}}
{{- range $name, $value := . }}
{{ $name | replace ":" "__" }}: {{ $value | quote }}
{{- end }}
{{- end -}}

{{- define "smartcity.nodeSettings" -}}
ASPNETCORE_URLS: "http://+:8080"
Node__Id: {{ .Values.node.id | quote }}
Node__Name: {{ required "node.name: what people call it" .Values.node.name | quote }}
Node__Data: /data
{{- range $index, $division := .Values.node.divisions }}
Node__Divisions__{{ $index }}: {{ $division | quote }}
{{- end }}
{{- if .Values.gateway.enabled }}
Federation__Site: {{ .Values.gateway.site | quote }}
{{- end }}
{{- range $index, $issuer := .Values.issuers }}
Rights__Issuers__{{ $index }}__Name: {{ $issuer.name | quote }}
Rights__Issuers__{{ $index }}__Key: {{ $issuer.key | quote }}
Rights__Issuers__{{ $index }}__LongestLifetime: {{ $issuer.longestLifetime | quote }}
{{- range $number, $right := $issuer.rights }}
Rights__Issuers__{{ $index }}__Rights__{{ $number }}: {{ $right | quote }}
{{- end }}
{{- end }}
{{- include "smartcity.telemetry" . }}
{{- include "smartcity.settings" .Values.node.settings }}
{{- end -}}

{{- define "smartcity.gatewaySettings" -}}
ASPNETCORE_URLS: "http://+:8080"
Gateway__Site: {{ required "gateway.site: the gateway's own id, for example gateway-430400" .Values.gateway.site | quote }}
Gateway__Node: {{ .Values.node.id | quote }}
Gateway__Destination: {{ printf "http://%s-node:8080" .Release.Name | quote }}
Gateway__Data: /data
Gateway__Directory__Key: {{ required "gateway.directoryKey: the public half of the node's directory-key.pem, a JSON Web Key" .Values.gateway.directoryKey | quote }}
{{- range $group := .Values.groups }}
{{- range $route := $group.routes }}
Gateway__Modules__{{ $route }}: {{ printf "http://%s-%s:8080" $.Release.Name $group.name | quote }}
{{- end }}
{{- end }}
{{- range $index, $issuer := .Values.gateway.operators }}
Gateway__Operators__{{ $index }}__Name: {{ $issuer.name | quote }}
Gateway__Operators__{{ $index }}__Key: {{ $issuer.key | quote }}
Gateway__Operators__{{ $index }}__LongestLifetime: {{ $issuer.longestLifetime | quote }}
{{- range $number, $right := $issuer.rights }}
Gateway__Operators__{{ $index }}__Rights__{{ $number }}: {{ $right | quote }}
{{- end }}
{{- end }}
{{- include "smartcity.telemetry" . }}
{{- include "smartcity.settings" .Values.gateway.settings }}
{{- end -}}
