using SmartCity.Alarms.Duty;
using SmartCity.Contracts;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Live;
using SmartCity.Kernel.Http;

namespace SmartCity.Alarms.Desk;

/// <summary>The whole duty list, for names beside accounts and for taking it away as a file.</summary>
internal sealed record DutyReading : ILiveReading<IReadOnlyList<DutyView>>
{
    public string Key => "alarms.duty-list";

    public IReadOnlyList<Lane> Lanes => [Lane.Normal];

    public TimeSpan Shortest => TimeSpan.FromSeconds(5);

    public TimeSpan Longest => TimeSpan.FromMinutes(1);

    public async Task<Answer<IReadOnlyList<DutyView>>> ReadAsync(NodeApi api, CancellationToken cancellation)
    {
        var entries = new List<DutyView>();
        for (string? after = ""; after is not null;)
        {
            var page = await api.GetAsync<Page<DutyView>>($"{RingingNow.Path}/duty/list?limit={Cursor.MaxLimit}&after={Uri.EscapeDataString(after)}", cancellation);
            if (!page.Done)
                return new(null, page.Refused);
            entries.AddRange(page.Value!.Items);
            after = page.Value.Next;
        }
        return new(entries, null);
    }

    /// <summary>What people call the accounts of the list.</summary>
    public static Dictionary<string, string> Names(IReadOnlyList<DutyView>? entries) =>
        (entries ?? []).DistinctBy(entry => entry.Account).ToDictionary(entry => entry.Account, entry => entry.Name);
}
