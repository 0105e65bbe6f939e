using SmartCity.Helm.Tests.Rendering;

namespace SmartCity.Helm.Tests;

/// <summary>The renderer does what Go's templates do, as far as it goes, and refuses the rest.</summary>
public sealed class RenderingTests
{
    [Theory]
    [InlineData("a {{ .Values.text }} b", "a x b")]
    [InlineData("a\n  {{- .Values.text }}\nb", "ax\nb")]
    [InlineData("{{ .Values.text -}}\n  b", "xb")]
    [InlineData("{{ .Values.text | quote }}{{ .Values.number }}", "\"x\"8080")]
    [InlineData("{{ if .Values.no }}1{{ else if .Values.text }}2{{ else }}3{{ end }}", "2")]
    [InlineData("{{ range $one := .Values.list }}[{{ $one }}]{{ end }}", "[b][a]")]
    [InlineData("{{ range $key, $one := .Values.map }}{{ $key }}={{ $one }};{{ end }}", "a=1;b=2;")]
    [InlineData("{{ range $index, $one := .Values.list }}{{ $index }}{{ $.Values.text }}{{ end }}", "0x1x")]
    [InlineData("{{ define \"t\" }}<{{ .a }}>{{ end }}{{ include \"t\" (dict \"a\" .Values.text) }}", "<x>")]
    [InlineData("x:{{ toYaml .Values.map | nindent 2 }}", "x:\n  a: \"1\"\n  b: 2")]
    [InlineData("{{ default \"d\" .Values.empty }}{{ default \"d\" .Values.text }}", "dx")]
    [InlineData("{{ (index .Values.things 0).name }}", "m")]
    [InlineData("{{- /* said {{ nothing }} */ -}}a", "a")]
    [InlineData("{{ and .Values.text .Values.no | not }}", "true")]
    [InlineData("{{ printf \"%s-%s\" .Values.text \"y\" }}", "x-y")]
    public void What_is_rendered(string template, string expected) => Assert.Equal(expected, Render(template));

    [Theory]
    [InlineData("{{ .Values.nothing.there }}", "There is no nothing")]
    [InlineData("{{ required \"give it\" .Values.empty }}", "give it")]
    [InlineData("{{ with .Values }}x{{ end }}", "more of the language")]
    [InlineData("{{ lookup \"v1\" \"Secret\" }}", "none of the functions")]
    [InlineData("{{ .Values.large }}", "1e+06")]
    [InlineData("{{ .Values.list }}", "toYaml was meant")]
    [InlineData("{{ if .Values.text }}x", "ends with nothing")]
    public void What_is_refused(string template, string expected) => Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Render(template)).Message);

    private static string Render(string template)
    {
        var folder = Directory.CreateTempSubdirectory("smartcity-test-");
        try
        {
            folder.CreateSubdirectory("templates");
            File.WriteAllText(Path.Combine(folder.FullName, "Chart.yaml"), "name: x\nappVersion: 1.0.0\n");
            File.WriteAllText(Path.Combine(folder.FullName, "templates", "t.yaml"), template);
            return new Chart(folder.FullName).Render(Yaml.Read("{text: x, no: false, empty: \"\", number: 8080, large: 1000000, list: [b, a], map: {b: 2, a: \"1\"}, things: [{name: m}]}"))["t.yaml"];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
