using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SmartCity.Alarms.Raising;
using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.Alarms.Rules;

/// <summary>Which events ring: read and replaced as a whole.</summary>
internal static class RuleEndpoints
{
    private const int MostRules = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rules", ReadAsync).RequireRight(AlarmsModule.RouteName, "read");
        routes.MapPut("/rules", ReplaceAsync).RequireRight(AlarmsModule.RouteName, "manage-rules");
        routes.MapGet("/types", () => TypedResults.Ok(KnownTypes.All.Select(TypeView.Of))).RequireRight(AlarmsModule.RouteName, "read");
    }

    private static async Task<Ok<RulesView>> ReadAsync(RuleBook book, CancellationToken cancellation)
    {
        var (version, rules) = await book.ReadAsync(cancellation);
        return TypedResults.Ok(new RulesView(version, [.. rules.Select(RuleView.Of)], [.. AlarmRule.Defaults.Select(RuleView.Of)]));
    }

    private static async Task<Results<Ok<RulesView>, ProblemHttpResult>> ReplaceAsync(RulesRequest body, Caller caller, RuleBook book, NodeInfo node, CancellationToken cancellation)
    {
        if (!caller.MayIn(node.Id))
            return Problems.Forbidden(node.Id);
        var mistakes = body.Rules.Count > MostRules ? [new("rules", $"at most {MostRules} rules")] : body.Rules.SelectMany((rule, index) => Mistakes(rule, $"rules[{index}]")).ToArray();
        if (mistakes.Length > 0)
            return Problems.Invalid(mistakes);
        var rules = body.Rules.Select((rule, index) => new AlarmRule(index + 1, rule.Pattern, rule.Division ?? "*", Action(rule.Action)!.Value, string.IsNullOrWhiteSpace(rule.Note) ? null : rule.Note.Trim()));
        return await book.ReplaceAsync(body.Version, [.. rules], caller.Id, cancellation)
            ? await ReadAsync(book, cancellation)
            : Problems.Conflict("rules-changed", $"The rules are no longer those of version {body.Version}: read them again, and change those.");
    }

    private static IEnumerable<FieldError> Mistakes(RuleView rule, string at)
    {
        if (rule.Pattern.Length is 0 or > 200 || rule.Pattern.Any(letter => letter is <= ' ' or > '~'))
            yield return new($"{at}.pattern", "an event type such as environment.station-silent.v1; * stands for any letters");
        if (rule.Division is not (null or "*") && Divisions.Find(rule.Division) is null)
            yield return new($"{at}.division", "the code of a division, or * for all");
        if (Action(rule.Action) is null)
            yield return new($"{at}.action", "ring, quiet or ignore");
        if (rule.Note is { Length: > 500 })
            yield return new($"{at}.note", "at most 500 characters");
    }

    private static AlarmAction? Action(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && Enum.TryParse<AlarmAction>(name, ignoreCase: true, out var action) ? action : null;
}

/// <summary>A rule as it is answered and asked for.</summary>
internal sealed record RuleView(string Pattern, string Action, string? Division = null, string? Note = null)
{
    public static RuleView Of(AlarmRule rule) => new(rule.Pattern, rule.Action.ToString().ToLowerInvariant(), rule.Division, rule.Note);
}

/// <summary>The node's own rules, and those in force after them.</summary>
internal sealed record RulesView(int Version, IReadOnlyList<RuleView> Rules, IReadOnlyList<RuleView> Defaults);

/// <summary>Body of a change: the version that was read, and all the rules in their order.</summary>
internal sealed record RulesRequest(int Version, IReadOnlyList<RuleView> Rules);

/// <summary>A type this build has words for.</summary>
internal sealed record TypeView(string Type, string Name, string EnglishName, bool Lasts, bool Ends)
{
    public static TypeView Of(KnownType type) => new(type.Type, type.Name, type.EnglishName, type.Lasts, type.Ends);
}
