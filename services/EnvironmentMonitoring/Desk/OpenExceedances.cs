using SmartCity.Contracts;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.EnvironmentMonitoring.Limits;
using SmartCity.Kernel.Http;

namespace SmartCity.EnvironmentMonitoring.Desk;

/// <summary>How many exceedances go on, beside the desk's name.</summary>
internal sealed class OpenExceedances : IDeskBadge
{
    public string Key => "environment.open-exceedances";

    public IReadOnlyList<Lane> Lanes => [Lane.Alarm];

    public TimeSpan Shortest => TimeSpan.FromSeconds(2);

    public async Task<Answer<BadgeView?>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var open = await api.GetAsync<Page<ExceedanceEndpoints.ExceedanceView>>($"{DeskWords.Api}/exceedances?open=true&limit={Cursor.MaxLimit}", cancellation);
        return new(open.Value is { Items.Count: > 0 and var count } ? new BadgeView(count, Tone.Alarm) : null, open.Refused);
    }
}
