using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Hosting;

namespace SmartCity.CityManagement.Cases;

/// <summary>Open cases of a division at a home in one state.</summary>
internal sealed record CaseCount(string Home, string Division, CaseState State, int Count, int Overdue, int Urgent, DateTimeOffset UpdatedAt);

/// <summary>How many cases are open: in all, by state, by division.</summary>
/// <param name="AsOf">When it was counted.</param>
/// <param name="Open">Cases that are not over.</param>
/// <param name="Overdue">Those whose deadline was missed.</param>
/// <param name="Urgent">Those that were urged, are late or are due within four hours.</param>
/// <param name="States">By state; only states that occur.</param>
/// <param name="Divisions">Divisions of this node, and others it has open cases of.</param>
public sealed record CaseCountsView(DateTimeOffset AsOf, int Open, int Overdue, int Urgent, IReadOnlyDictionary<string, int> States, IReadOnlyList<DivisionCountView> Divisions)
{
    internal static CaseCountsView Of(IReadOnlyList<CaseCount> counts, NodeInfo node, IReadOnlyList<string> divisions, DateTimeOffset now) => new(
        now, counts.Sum(count => count.Count), counts.Sum(count => count.Overdue), counts.Sum(count => count.Urgent),
        counts.GroupBy(count => count.State).OrderBy(group => group.Key).ToDictionary(group => CaseRules.Name(group.Key), group => group.Sum(count => count.Count)),
        [.. divisions.Where(division => node.IsHomeOf(division) || counts.Any(count => count.Division == division)).Order(StringComparer.Ordinal)
            .Select(division => DivisionCountView.Of(division, [.. counts.Where(count => count.Division == division)], node))]);
}

/// <summary>Open cases of a division.</summary>
/// <param name="Code">GB/T 2260.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsHere">Whether this node decides about its cases.</param>
/// <param name="Open">How many.</param>
/// <param name="Overdue">How many of them are late.</param>
/// <param name="Urgent">How many of them cannot wait.</param>
/// <param name="UpdatedAt">When the latest of their steps was; null when there is none.</param>
public sealed record DivisionCountView(string Code, string Name, bool IsHere, int Open, int Overdue, int Urgent, DateTimeOffset? UpdatedAt)
{
    internal static DivisionCountView Of(string division, IReadOnlyList<CaseCount> counts, NodeInfo node) => new(
        division, Contracts.Codes.Divisions.Find(division)?.Name ?? division, node.IsHomeOf(division),
        counts.Sum(count => count.Count), counts.Sum(count => count.Overdue), counts.Sum(count => count.Urgent), counts.Count == 0 ? null : counts.Max(count => count.UpdatedAt));
}
