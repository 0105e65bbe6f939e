namespace SmartCity.Protocols.Gb28181.Manscdp;

/// <summary>How far a paged answer has come.</summary>
public enum PagedState : byte
{
    /// <summary>More pages are to come.</summary>
    Waiting,

    /// <summary>As many different entries as announced are here.</summary>
    Complete,

    /// <summary>Pages announce different sums, or more entries came than announced; what is here is kept.</summary>
    Inconsistent,

    /// <summary>More is announced than the collector will hold.</summary>
    TooMany,
}

/// <summary>
/// Collects the pages of one answer (one SN) until SumNum different entries are here. Pages may come out of order and twice;
/// the caller sets a deadline, since devices also announce more than they send.
/// </summary>
/// <param name="keyOf">What makes an entry the same entry.</param>
/// <param name="mostItems">The most entries to hold.</param>
public sealed class PagedAnswer<TItem>(Func<TItem, object> keyOf, int mostItems = 100_000)
{
    private readonly Dictionary<object, int> places = [];
    private readonly List<TItem> items = [];
    private int? sum;

    /// <summary>The different entries so far, in the order of their first coming; a later one replaces an earlier one.</summary>
    public IReadOnlyList<TItem> Items => items;

    /// <summary>How many entries came again.</summary>
    public int Repeated { get; private set; }

    /// <summary>Where it stands.</summary>
    public PagedState State { get; private set; } = PagedState.Waiting;

    /// <summary>Takes a page and says where the answer stands.</summary>
    public PagedState Add(int sumNum, IReadOnlyList<TItem> page)
    {
        if (sumNum > mostItems || items.Count + (long)page.Count > mostItems)
            return State = PagedState.TooMany;
        var sameSum = (sum ??= sumNum) == sumNum;
        foreach (var item in page)
            Place(item);
        return State = !sameSum || items.Count > sum ? PagedState.Inconsistent : items.Count == sum ? PagedState.Complete : PagedState.Waiting;
    }

    private void Place(TItem item)
    {
        if (places.TryAdd(keyOf(item), items.Count))
        {
            items.Add(item);
            return;
        }
        Repeated++;
        items[places[keyOf(item)]] = item;
    }
}

/// <summary>Collectors and cutters for the two answers that are paged.</summary>
public static class PagedAnswers
{
    /// <summary>For a catalogue: an entry is its identifier.</summary>
    public static PagedAnswer<CatalogItem> Catalog() => new(item => item.DeviceId);

    /// <summary>For recordings: one is its camera, times and file.</summary>
    public static PagedAnswer<RecordItem> Records() => new(item => (item.DeviceId, item.StartTime, item.EndTime, item.FilePath));

    /// <summary>Cuts a catalogue into pages; an empty one is one empty page with SumNum 0, so that the asker need not wait.</summary>
    public static IEnumerable<CatalogPage> Cut(CatalogQuery query, IReadOnlyList<CatalogItem> items, int pageSize) =>
        items.Count == 0
            ? [new CatalogPage(query.Sn, query.DeviceId, 0, [])]
            : items.Chunk(pageSize).Select(page => new CatalogPage(query.Sn, query.DeviceId, items.Count, page));

    /// <summary>Cuts recordings into pages, as above.</summary>
    public static IEnumerable<RecordInfo> Cut(RecordInfoQuery query, string name, IReadOnlyList<RecordItem> items, int pageSize) =>
        items.Count == 0
            ? [new RecordInfo(query.Sn, query.DeviceId, name, 0, [])]
            : items.Chunk(pageSize).Select(page => new RecordInfo(query.Sn, query.DeviceId, name, items.Count, page));
}
