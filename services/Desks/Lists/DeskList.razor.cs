using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SmartCity.Contracts;
using SmartCity.Desks.Live;

namespace SmartCity.Desks.Lists;

public partial class DeskList<TItem>
{
    private LiveValue<WholeList<TItem>.Read> read = new(null, null, null);
    private List<TItem> rows = [];
    private List<SavedView> views = [];
    private string? watched;
    private string find = "", view = "", name = "", sort = "";
    private bool descending, naming;

    /// <summary>Its id, kebab-case: saved views are kept under it.</summary>
    [Parameter, EditorRequired] public string Id { get; set; } = "";

    /// <summary>What is listed; also the file's name.</summary>
    [Parameter, EditorRequired] public Words Name { get; set; }

    /// <summary>Path of the API's list, which answers <c>{items, next}</c>; without <c>after</c> and <c>limit</c>.</summary>
    [Parameter, EditorRequired] public string Path { get; set; } = "";

    /// <summary>The page's own filters, sent to the API; empty values are left out. Part of saved views.</summary>
    [Parameter] public IReadOnlyDictionary<string, string?> Query { get; set; } = new Dictionary<string, string?>();

    /// <summary>Called when a saved view brings other filters.</summary>
    [Parameter] public EventCallback<IReadOnlyDictionary<string, string?>> QueryChanged { get; set; }

    [Parameter, EditorRequired] public IReadOnlyList<Column<TItem>> Columns { get; set; } = [];

    /// <summary>Lanes whose events may change the list.</summary>
    [Parameter] public IReadOnlyList<Lane> Lanes { get; set; } = [];

    /// <summary>The page of an item; the first column links to it.</summary>
    [Parameter] public Func<TItem, string?>? Address { get; set; }

    /// <summary>How an item stands out.</summary>
    [Parameter] public Func<TItem, Tone>? Tone { get; set; }

    /// <summary>The page's filters.</summary>
    [Parameter] public RenderFragment? Filters { get; set; }

    /// <summary>No more items than this are read.</summary>
    [Parameter] public int Most { get; set; } = 5000;

    [Parameter] public string? Height { get; set; }

    [Parameter] public string? EmptyTitle { get; set; }

    [Parameter] public string? EmptyHint { get; set; }

    protected override void OnParametersSet()
    {
        var query = string.Join('&', Query.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}"));
        var path = query.Length == 0 ? Path : $"{Path}{(Path.Contains('?') ? '&' : '?')}{query}";
        if (path == watched)
            return;
        watched = path;
        Unwatch();
        read = new(null, null, null);
        Watch(new WholeList<TItem>(path, Most, Lanes), value =>
        {
            if (watched != path)
                return;
            read = value;
            Arrange();
        });
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        views = await Browser.InvokeAsync<List<SavedView>>("desks.views", Gone, Id);
        if (views.Count > 0)
            StateHasChanged();
    }

    private void Arrange()
    {
        IEnumerable<TItem> items = read.Value?.Items ?? [];
        if (find.Length > 0)
            items = items.Where(item => Columns.Any(column => column.Shown(item).Contains(find, StringComparison.OrdinalIgnoreCase)));
        if (Columns.FirstOrDefault(column => column.Id == sort) is { } by)
            items = descending ? items.OrderByDescending(by.Value, Order) : items.OrderBy(by.Value, Order);
        rows = [.. items];
    }

    private static readonly Comparer<object?> Order = Comparer<object?>.Create((one, other) => (one, other) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string left, string right) => string.CompareOrdinal(left, right),
        (IComparable left, _) when left.GetType() == other.GetType() => left.CompareTo(other),
        _ => string.CompareOrdinal(one.ToString(), other.ToString()),
    });

    private void Find(ChangeEventArgs change)
    {
        find = change.Value?.ToString()?.Trim() ?? "";
        Arrange();
    }

    private void Sort(Column<TItem> column)
    {
        (sort, descending) = sort == column.Id ? descending ? ("", false) : (sort, true) : (column.Id, false);
        Arrange();
    }

    private string Count() => (rows.Count == read.Value!.Items.Count ? T($"{rows.Count} 条", $"{rows.Count} items") : T($"{rows.Count} / {read.Value.Items.Count} 条", $"{rows.Count} of {read.Value.Items.Count}"))
        + (read.Value.IsCut ? T($"（只读取前 {Most} 条，请缩小筛选范围）", $" (the first {Most} only: narrow the filter)") : "");

    private string? Mark(TItem item) => Tone is null ? null : Desks.Shown.Show.Class(Tone(item));

    private RenderFragment Cell(Column<TItem> column, TItem item) => column.Template?.Invoke(item) ?? (builder => builder.AddContent(0, column.Shown(item)));

    private async Task OpenView(ChangeEventArgs change)
    {
        view = change.Value?.ToString() ?? "";
        var saved = views.Find(saved => saved.Name == view) ?? new("", "", "", false, []);
        (find, sort, descending) = (saved.Find, saved.Sort, saved.Descending);
        Arrange();
        await QueryChanged.InvokeAsync(saved.Query);
    }

    private async Task KeepViewAsync()
    {
        view = name.Trim();
        views.RemoveAll(saved => saved.Name == view);
        views.Add(new(view, find, sort, descending, new(Query)));
        (naming, name) = (false, "");
        await Browser.InvokeVoidAsync("desks.keepViews", Gone, Id, views);
    }

    private async Task ForgetViewAsync()
    {
        views.RemoveAll(saved => saved.Name == view);
        view = "";
        await Browser.InvokeVoidAsync("desks.keepViews", Gone, Id, views);
    }

    private async Task TakeAsync(string kind)
    {
        var name = $"{T(Name)}-{Desks.Shown.Show.Local(Clock.GetUtcNow()).ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.{kind}";
        using var file = new MemoryStream(kind == "csv" ? TableFile.Csv(Columns, rows, Language) : TableFile.Xlsx(Columns, rows, T(Name), Language));
        using var stream = new DotNetStreamReference(file);
        await Browser.InvokeVoidAsync("desks.save", Gone, name, stream);
    }

    private sealed record SavedView(string Name, string Find, string Sort, bool Descending, Dictionary<string, string?> Query);
}
