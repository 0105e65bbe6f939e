using System.Text.RegularExpressions;

namespace SmartCity.Architecture.Tests;

/// <summary>What stands in no source of ours, whatever the analysers are told.</summary>
internal static partial class SourceRules
{
    /// <summary>Clocks and blocking, also where a pragma would let them pass.</summary>
    public static IEnumerable<string> FindBanned(Source source) =>
        Banned().Matches(source.Code).Select(match => $"{source.Path}: {match.Value} — time comes from TimeProvider or the caller, and we await.")
            .Concat(Pragma().Matches(source.Code).Select(match => $"{source.Path}: {match.Value.Trim()} — the rule is for everybody."));

    /// <summary>Whether we are the city or a county is written in settings; the code does not ask.</summary>
    public static IEnumerable<string> FindRoles(Source source) =>
        Role().Matches(source.Code).Select(match => $"{source.Path}: {match.Value} — the code does not ask whether it is the city or a county: put what differs into a setting.")
            .Concat(Conditional().Matches(source.Code).Select(match => $"{source.Path}: {match.Value.Trim()} — one program: no conditional compilation."));

    /// <summary>Codecs know bytes: no sockets, files, loggers, clocks.</summary>
    public static IEnumerable<string> FindOutsideWorld(Source source) =>
        OutsideWorld().Matches(source.Code).Select(match => $"{source.Path}: {match.Value} — a protocol is bytes and records; sockets, files and loggers are its caller's.");

    /// <summary>Modules are made in one place.</summary>
    public static IEnumerable<string> FindModulesMade(Source source) => source.Path == "services/Node/Modules.cs" ? []
        : NewModule().Matches(source.Code).Select(match => $"{source.Path}: {match.Value} — only services/Node/Modules.cs names the modules.");

    /// <summary>A module tells only what is its own: it never makes an event of another area.</summary>
    public static IEnumerable<string> FindForeignEvents(Source source, string area, IReadOnlyDictionary<string, string> areaOfEvent) =>
        from Match made in NewThing().Matches(source.Code)
        let name = made.Groups["name"].Value
        where areaOfEvent.TryGetValue(name, out var owner) && owner != area
        select $"{source.Path}: new {name}(…) — events of {areaOfEvent[name]} are told by that module alone; ask it by a request.";

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b|\bThread\.Sleep\b|\bTask\.(WaitAll|WaitAny)\b|\.Wait\(\)")]
    private static partial Regex Banned();

    [GeneratedRegex(@"#pragma warning disable .*(RS0030|CA2016|CS8\d\d\d).*")]
    private static partial Regex Pragma();

    [GeneratedRegex(@"\b(NodeRole|IsCity\w*|IsCounty\w*|IsUpstreamNode|RunsAsCity|RunsAsCounty)\b|\.Role\b|""430400""")]
    private static partial Regex Role();

    [GeneratedRegex(@"^\s*#(if|elif)\b.*$", RegexOptions.Multiline)]
    private static partial Regex Conditional();

    [GeneratedRegex(@"\bSystem\.Net\.Sockets\b|\bSystem\.Net\.Http\b|\bMicrosoft\.Extensions\.\w+|\bILogger\b|\bFile\.(Read|Write|Open|Create|Append)\w*|\bEnvironment\.GetEnvironmentVariable\b|\bConsole\.")]
    private static partial Regex OutsideWorld();

    [GeneratedRegex(@"\bnew \w+Module\(\)")]
    private static partial Regex NewModule();

    [GeneratedRegex(@"\bnew (?<name>[A-Z]\w+)\(")]
    private static partial Regex NewThing();
}
