using System.Text;

namespace SmartCity.Architecture.Tests;

/// <summary>docs/operations/settings.md, made out of the options classes.</summary>
internal static class SettingsDocument
{
    public const string Path = "docs/operations/settings.md";

    public static string Make(IReadOnlyList<Source> sources)
    {
        var text = new StringBuilder("""
            # Settings 配置项

            Made from the options classes by the tests of `SmartCity.Architecture.Tests`; after a change run them once with `WRITE_DOCS=1`.
            A setting comes from the command line (`--Node:Id=430481`), the environment (`Node__Id=430481`) or `appsettings.json` beside the
            program, in this order. Items of a list are numbered from 0. A wrong setting stops the start and names every mistake.
            Spans of time are `days.hours:minutes:seconds`. `urls` is where a program listens, for example `http://127.0.0.1:8481`.

            """);
        foreach (var (section, folder, settings) in SettingsModel.Read(sources))
        {
            text.Append($"\n## {section} (`{folder}`)\n| setting | type | default | what | checked |\n|---|---|---|---|---|\n");
            foreach (var setting in settings)
                text.Append($"| `{setting.Key}` | {Cell(Code(setting.Type))} | {Cell(Code(setting.Default))} | {Cell(setting.Summary)} | {Cell(Code(setting.Checks))} |\n");
        }
        return text.ToString();
    }

    private static string Code(string text) => text.Length == 0 ? "" : $"`{text}`";

    private static string Cell(string text) => text.Replace("|", "\\|");
}
