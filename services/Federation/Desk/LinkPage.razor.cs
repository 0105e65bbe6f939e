using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using SmartCity.Contracts;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Lists;
using SmartCity.Desks.Live;
using SmartCity.Desks.Shown;
using SmartCity.Desks.Wall;
using SmartCity.Federation.Links;
using SmartCity.Federation.Sharing;
using SmartCity.Federation.Wall;

namespace SmartCity.Federation.Desk;

/// <summary>One link: its lanes, its curves, its ledger.</summary>
public sealed partial class LinkPage
{
    private LiveValue<List<LinkView>> links = new(null, null, null);
    private IReadOnlyList<LinkSample> history = [];
    private readonly Dictionary<string, Chart> charts = [];
    private IReadOnlyList<Column<LedgerEntry>> ledger = [];
    private int hours = 6;
    private DateTimeOffset readAt;

    /// <summary>The other node.</summary>
    [Parameter] public string Peer { get; set; } = "";

    private LinkView? link => links.Value?.Find(one => one.Node == Peer);

    protected override async Task OnInitializedAsync()
    {
        ledger =
        [
            new("lane", ("通道", "Lane"), entry => T(LinkTone.Name(entry.Lane))) { Width = "6rem" },
            new("block", ("块", "Block"), entry => entry.Block) { Width = "6rem", IsNumber = true },
            new("state", ("结果", "Result"), entry => entry.State.ToString()) { Text = entry => T(LedgerWord(entry.State)), Width = "9rem" },
            new("sent", ("送出", "Sent"), entry => entry.Sent) { Width = "7rem", IsNumber = true },
            new("received", ("对方持有", "Held there"), entry => entry.Received) { Width = "7rem", IsNumber = true },
            new("healed", ("补齐", "Healed"), entry => entry.Healed) { Width = "6rem", IsNumber = true },
            new("lost", ("丢失", "Lost"), entry => entry.Lost) { Width = "6rem", IsNumber = true },
            new("through", ("核对至位置", "Through position"), entry => entry.Through) { Width = "9rem", IsNumber = true },
            new("compared", ("核对时间", "Compared"), entry => entry.Compared) { Width = "9rem" },
            new("detail", ("说明", "Detail"), entry => entry.Detail),
        ];
        Watch(new LinksReading(), value =>
        {
            links = value;
            if (Clock.GetUtcNow() - readAt > TimeSpan.FromSeconds(30))
                _ = InvokeAsync(() => ReadHistoryAsync(hours));
        });
        await ReadHistoryAsync(hours);
    }

    private async Task ReadHistoryAsync(int last)
    {
        (hours, readAt) = (last, Clock.GetUtcNow());
        var from = Uri.EscapeDataString(readAt.AddHours(-last).ToString("O", CultureInfo.InvariantCulture));
        var answer = await Api.GetAsync<LinkReportEndpoints.HistoryView>($"/api/federation/v1/links/{Uri.EscapeDataString(Peer)}/history?from={from}&points=300", Gone);
        history = answer.Value?.Samples ?? [];
        foreach (var direction in (string[])["up", "down"])
        {
            charts[direction + "-events"] = LinkCharts.Of(history, direction, lane => lane.BacklogEvents, T("条", "events"), Language);
            charts[direction + "-age"] = LinkCharts.Of(history, direction, lane => lane.BacklogAgeSeconds, T("秒", "s"), Language);
        }
        StateHasChanged();
    }

    private string? Why() => link!.Lanes.Where(lane => lane.State == LinkTone.Worst(link)).Select(lane => LinkReason.In(lane.Detail, Language)).FirstOrDefault(detail => detail is not null);

    private static Words LedgerWord(LedgerState state) => state switch
    {
        LedgerState.Equal => ("一致", "equal"),
        LedgerState.Dropped => ("已按保留期删除", "dropped by retention"),
        _ => ("确认丢失", "named loss"),
    };

    private async Task RevokeAsync()
    {
        await Ask.ReasonAsync(Dialogs, T($"停用 {link!.Name}", $"Revoke {link!.Name}"),
            T("该节点立即不能再接入；它的数据保留。要恢复须重新登记。", "The node is shut out at once; its data stay. To let it in again it must be enrolled anew."), T("停用", "Revoke"),
            async (reason, key) => (await Api.PostAsync<JsonElement?>($"/api/federation/v1/nodes/{Peer}/revoke", new { reason }, key, Gone)).Refused, isDangerous: true);
    }

    private static string Number(long? value) => value is null ? "?" : Show.Number(value);

    private string How(LinkLaneView lane) => LinkReason.In(lane.Detail, Language)
        ?? (lane.ToldAt is { } told ? T($"对方 {Show.Span(Clock.GetUtcNow() - told, Language)}前告知", $"told by the other side {Show.Span(Clock.GetUtcNow() - told, Language)} ago")
        : lane.BacklogEvents is null ? T("只有发送方知道", "only the sender knows") : T("本节点日志与对方确认", "our log and their acknowledgement"));
}
