using SmartCity.Contracts;
using SmartCity.Contracts.Codes;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Wall;
using SmartCity.Federation.Links;

namespace SmartCity.Federation.Wall;

/// <summary>The counties on the map by the state of their links.</summary>
internal sealed class LinkLayer(TimeProvider clock) : IWallLayer
{
    public string Key => "federation.links.layer";

    public string Id => "links";

    public Words Name => ("区县链路", "County links");

    public string Module => "federation";

    public int Order => 10;

    public IReadOnlyList<Lane> Lanes => [Lane.Alarm, Lane.Normal];

    public TimeSpan Longest => TimeSpan.FromSeconds(5);

    public TimeSpan Shortest => TimeSpan.FromSeconds(1);

    public async Task<Answer<LayerView>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var links = await api.GetAsync<List<LinkView>>("/api/federation/v1/links", cancellation);
        if (!links.Done)
            return new(null, links.Refused);
        var counties = links.Value!.Where(link => Divisions.Find(link.Node) is { Kind: not DivisionKind.PrefectureCity }).ToList();
        var evidence = new Evidence(("链路最近一次交换", "last exchange of each link"), counties.Count == 0 ? clock.GetUtcNow() : counties.Min(link => link.LastContact), TimeSpan.FromMinutes(2))
        {
            Told = counties.Count(link => LinkTone.Of(link) == Tone.Good),
            Expected = counties.Count,
        };
        return new(new([], evidence) { Divisions = [.. counties.Select(link => new LayerDivision(link.Node, LinkTone.Of(link), LinkTone.Word(link)))] }, null);
    }
}
