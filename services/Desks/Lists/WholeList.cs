using SmartCity.Contracts;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Live;
using SmartCity.Kernel.Http;

namespace SmartCity.Desks.Lists;

/// <summary>A list of the API read through its pages, up to a bound.</summary>
/// <param name="Path">Path and query, without <c>after</c> and <c>limit</c>.</param>
/// <param name="Most">No more items than this.</param>
/// <param name="Lanes">Lanes whose events may change it.</param>
internal sealed record WholeList<TItem>(string Path, int Most, IReadOnlyList<Lane> Lanes) : ILiveReading<WholeList<TItem>.Read>
{
    public string Key => $"list {typeof(TItem).FullName} {Most} {Path}";

    // A long list is not read twice a second.
    public TimeSpan Shortest => TimeSpan.FromSeconds(2);

    public TimeSpan Longest => TimeSpan.FromSeconds(30);

    public async Task<Answer<Read>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var items = new List<TItem>();
        string? after = null;
        do
        {
            var path = $"{Path}{(Path.Contains('?') ? '&' : '?')}limit={Math.Min(Cursor.MaxLimit, Most - items.Count)}{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}";
            var page = await api.GetAsync<Page<TItem>>(path, cancellation);
            if (!page.Done)
                return new(null, page.Refused);
            items.AddRange(page.Value!.Items);
            after = page.Value.Next;
        }
        while (after is not null && items.Count < Most);
        return new(new(items, after is not null), null);
    }

    /// <summary>What was read.</summary>
    /// <param name="Items">The items, in the API's order.</param>
    /// <param name="IsCut">Whether there are more than were read.</param>
    internal sealed record Read(IReadOnlyList<TItem> Items, bool IsCut);
}
