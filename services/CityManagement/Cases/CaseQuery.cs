using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace SmartCity.CityManagement.Cases;

/// <summary>In which order a list comes.</summary>
internal enum CaseOrder : byte
{
    /// <summary>Newest report first.</summary>
    Newest,

    /// <summary>Oldest report first.</summary>
    Oldest,

    /// <summary>Nearest deadline first; cases without one are left out.</summary>
    Deadline,

    /// <summary>Last changed first.</summary>
    Updated,
}

/// <summary>Filters, order and place of a page of cases.</summary>
internal sealed record CaseQuery(IReadOnlyList<string> Divisions, CaseOrder Order, int Limit)
{
    /// <summary>A case due this soon is urgent.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromHours(4);

    public CaseState? State { get; init; }
    public bool? Open { get; init; }
    public bool? Overdue { get; init; }
    public bool? Urgent { get; init; }
    public string? Kind { get; init; }
    public string? Home { get; init; }
    public string? Text { get; init; }

    /// <summary>The last case of the page before: its value in the order, id and home.</summary>
    public (DateTimeOffset At, string Id, string Home)? After { get; init; }

    public IQueryable<Case> Apply(IQueryable<Case> cases, DateTimeOffset now) => Ordered(Filtered(cases, now)).Take(Limit + 1);

    /// <summary>The place of a case in the order.</summary>
    public string Place(DateTimeOffset reported, DateTimeOffset? deadline, DateTimeOffset updated, string id, string home)
    {
        var at = Order switch { CaseOrder.Deadline => deadline ?? default, CaseOrder.Updated => updated, _ => reported };
        return string.Create(CultureInfo.InvariantCulture, $"{Order}|{at.UtcTicks}|{id}|{home}");
    }

    /// <summary>Reads a place; null when it is none of this order.</summary>
    public static (DateTimeOffset, string, string)? Parse(string place, CaseOrder order) =>
        place.Split('|') is [var named, var ticks, var id, var home] && named == order.ToString() && long.TryParse(ticks, CultureInfo.InvariantCulture, out var at)
            && at >= 0 && at <= DateTimeOffset.MaxValue.UtcTicks ? (new DateTimeOffset(at, TimeSpan.Zero), id, home) : null;

    private IQueryable<Case> Filtered(IQueryable<Case> cases, DateTimeOffset now)
    {
        cases = cases.Where(it => Divisions.Contains(it.Division));
        if (State is { } state)
            cases = cases.Where(it => it.State == state);
        CaseState[] over = [CaseState.Refused, CaseState.Closed, CaseState.Voided];
        if (Open is { } open)
            cases = cases.Where(it => over.Contains(it.State) != open);
        if (Overdue is { } overdue)
            cases = cases.Where(it => (it.Overdue || it.State == CaseState.Dispatched && it.Deadline < now) == overdue);
        if (Urgent is { } urgent)
        {
            var soon = now + Soon;
            cases = cases.Where(it => (!over.Contains(it.State) && (it.Urges > 0 || it.Overdue || it.State == CaseState.Dispatched && it.Deadline < soon)) == urgent);
        }
        if (Kind is not null)
            cases = cases.Where(it => it.Kind == Kind);
        if (Home is not null)
            cases = cases.Where(it => it.Home == Home);
        if (Text is not null)
            cases = cases.Where(it => it.Description.Contains(Text) || it.Id.Contains(Text) || it.ResponsibleName!.Contains(Text));
        return cases;
    }

    private IQueryable<Case> Ordered(IQueryable<Case> cases)
    {
        var (at, id, home) = After ?? default;
        var on = After is not null;
        switch (Order)
        {
            case CaseOrder.Oldest:
                return cases.Where(it => !on || it.ReportedAt > at || it.ReportedAt == at && (it.Id.CompareTo(id) > 0 || it.Id == id && it.Home.CompareTo(home) > 0))
                    .OrderBy(it => it.ReportedAt).ThenBy(it => it.Id).ThenBy(it => it.Home);
            case CaseOrder.Deadline:
                return cases.Where(it => it.Deadline != null && (!on || it.Deadline > at || it.Deadline == at && (it.Id.CompareTo(id) > 0 || it.Id == id && it.Home.CompareTo(home) > 0)))
                    .OrderBy(it => it.Deadline).ThenBy(it => it.Id).ThenBy(it => it.Home);
            case CaseOrder.Updated:
                return cases.Where(it => !on || it.UpdatedAt < at || it.UpdatedAt == at && (it.Id.CompareTo(id) > 0 || it.Id == id && it.Home.CompareTo(home) > 0))
                    .OrderByDescending(it => it.UpdatedAt).ThenBy(it => it.Id).ThenBy(it => it.Home);
            default:
                return cases.Where(it => !on || it.ReportedAt < at || it.ReportedAt == at && (it.Id.CompareTo(id) > 0 || it.Id == id && it.Home.CompareTo(home) > 0))
                    .OrderByDescending(it => it.ReportedAt).ThenBy(it => it.Id).ThenBy(it => it.Home);
        }
    }
}
