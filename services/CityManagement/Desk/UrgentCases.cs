using SmartCity.CityManagement.Cases;
using SmartCity.Contracts;
using SmartCity.Desks;
using SmartCity.Desks.Acting;

namespace SmartCity.CityManagement.Desk;

/// <summary>How many cases cannot wait, beside the entry of the navigation.</summary>
internal sealed class UrgentCases : IDeskBadge
{
    public string Key => "city-management.urgent";

    public IReadOnlyList<Lane> Lanes => [Lane.Alarm, Lane.Normal];

    public TimeSpan Shortest => TimeSpan.FromSeconds(2);

    public async Task<Answer<BadgeView?>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var counts = await api.GetAsync<CaseCountsView>(CaseApi.Root + "/cases/counts", cancellation);
        return counts.Value is { } all ? new(new BadgeView(all.Urgent, all.Overdue > 0 ? Tone.Alarm : Tone.Warning), null) : new(null, counts.Refused);
    }
}
