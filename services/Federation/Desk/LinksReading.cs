using SmartCity.Contracts;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Live;
using SmartCity.Federation.Links;

namespace SmartCity.Federation.Desk;

/// <summary>All links, read again every few seconds: backlogs change by what does not happen.</summary>
internal sealed class LinksReading : ILiveReading<List<LinkView>>
{
    public string Key => "federation links";

    public IReadOnlyList<Lane> Lanes => [Lane.Alarm];

    public TimeSpan Longest => TimeSpan.FromSeconds(3);

    public Task<Answer<List<LinkView>>> ReadAsync(NodeApi api, CancellationToken cancellation) => api.GetAsync<List<LinkView>>("/api/federation/v1/links", cancellation);
}
