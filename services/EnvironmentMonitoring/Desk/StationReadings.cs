using SmartCity.Contracts;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Live;
using SmartCity.EnvironmentMonitoring.Readings;

namespace SmartCity.EnvironmentMonitoring.Desk;

/// <summary>Readings of a station in a range, oldest first, up to a bound; read again every few seconds while somebody looks.</summary>
/// <param name="Path">Path and query of the readings, without order, cursor and limit.</param>
/// <param name="Most">No more than this.</param>
internal sealed record StationReadings(string Path, int Most) : ILiveReading<IReadOnlyList<ReadingEndpoints.ReadingView>>
{
    private const int Page = 1000;

    public string Key => $"readings {Most} {Path}";

    public IReadOnlyList<Lane> Lanes => [Lane.Bulk];

    public TimeSpan Shortest => TimeSpan.FromSeconds(5);

    public TimeSpan Longest => TimeSpan.FromSeconds(60);

    public async Task<Answer<IReadOnlyList<ReadingEndpoints.ReadingView>>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var all = new List<ReadingEndpoints.ReadingView>();
        string? after = null;
        do
        {
            var page = await api.GetAsync<ReadingEndpoints.ReadingsView>($"{Path}&order=desc&limit={Math.Min(Page, Most - all.Count)}{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}", cancellation);
            if (!page.Done)
                return new(null, page.Refused);
            all.AddRange(page.Value!.Items);
            after = page.Value.Next;
        }
        while (after is not null && all.Count < Most);
        all.Reverse();
        return new(all, null);
    }
}
