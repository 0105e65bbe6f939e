using SmartCity.Contracts;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Wall;
using SmartCity.Federation.Links;

namespace SmartCity.Federation.Wall;

/// <summary>How many links to other nodes work, as the last exchanges showed.</summary>
internal sealed class CountyLinks(TimeProvider clock) : IFigure
{
    public string Key => "federation.links";

    public Words Name => ("区县链路", "County links");

    public string Module => "federation";

    public int Order => 800;

    public string? Address => "/desk/federation/links";

    public IReadOnlyList<Lane> Lanes => [Lane.Alarm, Lane.Normal];

    public TimeSpan Longest => TimeSpan.FromSeconds(5);

    public async Task<Answer<FigureView>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var links = await api.GetAsync<List<LinkView>>("/api/federation/v1/links", cancellation);
        return links.Done ? new(View(links.Value!, clock.GetUtcNow()), null) : new(null, links.Refused);
    }

    private static FigureView View(List<LinkView> links, DateTimeOffset now)
    {
        var up = links.Count(link => LinkTone.Of(link) == Tone.Good);
        var oldest = links.Count == 0 ? now : links.Min(link => link.Lanes.Max(lane => lane.LastSuccess) ?? DateTimeOffset.UnixEpoch);
        return new($"{up}/{links.Count}", ("条畅通", "flowing"), links.Count == 0 ? Tone.Neutral : up == links.Count ? Tone.Good : Tone.Alarm,
            new(("链路最近一次交换", "last exchange of each link"), oldest == DateTimeOffset.UnixEpoch ? null : oldest, TimeSpan.FromMinutes(2)) { Told = up, Expected = links.Count })
        {
            Parts = [.. links.Select(link => new FigurePart((link.Name, Contracts.Codes.Divisions.Find(link.Node)?.EnglishName ?? link.Name), LinkTone.Word(link), LinkTone.Of(link)))],
        };
    }
}
