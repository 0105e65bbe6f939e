using SmartCity.Contracts;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Wall;
using SmartCity.Federation.Links;

namespace SmartCity.Federation.Wall;

/// <summary>The counties on the map, each with the state of its link.</summary>
internal sealed class LinkLayer(TimeProvider clock) : IWallLayer
{
    public string Id => "federation-links";

    public string Key => "federation.link-layer";

    public Words Name => ("区县链路", "County links");

    public string Module => "federation";

    public int Order => 100;

    public IReadOnlyList<Lane> Lanes => [Lane.Alarm];

    public TimeSpan Longest => TimeSpan.FromSeconds(5);

    public async Task<Answer<LayerView>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var links = await api.GetAsync<List<LinkView>>("/api/federation/v1/links", cancellation);
        if (!links.Done)
            return new(null, links.Refused);
        var counties = links.Value!.Where(link => link.Relation == "county").ToList();
        var up = counties.Count(link => LinkTone.Of(link) == Tone.Good);
        return new(new([], new(("本节点的链路状态", "this node's link states"), clock.GetUtcNow(), TimeSpan.FromMinutes(1)) { Told = up, Expected = counties.Count })
        {
            Divisions = [.. counties.Select(link => new LayerDivision(link.Node, LinkTone.Of(link), LinkTone.Word(link)))],
        }, null);
    }
}
