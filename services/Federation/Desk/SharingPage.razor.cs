using System.Text.Encodings.Web;
using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Live;
using SmartCity.Desks.Shown;
using SmartCity.Federation.Sharing;

namespace SmartCity.Federation.Desk;

/// <summary>The county's own page of what it shares; a change is previewed before it is made.</summary>
public sealed partial class SharingPage
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private LiveValue<SharingStatementView> shared = new(null, null, null);
    private HashSet<string>? draft;
    private PolicyEndpoints.PreviewView? preview;
    private Refused? refused;
    private bool previewing;

    private SharingStatementView statement => shared.Value!;

    private bool IsChanged => draft is not null && !draft.SetEquals(statement.Policy.WithheldTypes);

    protected override void OnInitialized() => Watch<SharingStatementView>("/api/federation/v1/sharing", value => shared = value, Lane.Normal);

    private void Begin() => draft = [.. statement.Policy.WithheldTypes];

    private void Cancel() => (draft, preview, refused) = (null, null, null);

    private void Toggle(string type)
    {
        preview = null;
        if (!draft!.Remove(type))
            draft.Add(type);
    }

    private async Task PreviewAsync()
    {
        previewing = true;
        var answer = await Api.PostAsync<PolicyEndpoints.PreviewView>("/api/federation/v1/policy/preview", new { withheldTypes = draft }, null, Gone);
        (previewing, preview, refused) = (false, answer.Value, answer.Refused);
    }

    private async Task DecideAsync()
    {
        var withheld = draft!.Order().ToList();
        var begins = preview!.Changes.Count(change => change.Change == "begins");
        if (await Ask.ReasonAsync(Dialogs, T("更改共享范围", "Change what is shared"),
            T($"{begins} 种事件开始共享，{preview.Changes.Count - begins} 种停止共享。", $"{begins} types begin to be shared, {preview.Changes.Count - begins} are no longer shared."), T("决定", "Decide"),
            async (reason, key) => (await Api.PutAsync<object>("/api/federation/v1/policy", new { withheldTypes = withheld, reason }, key, Gone)).Refused, isDangerous: begins > 0))
            Cancel();
    }

    private string TypeName(string type) => EventWords.Of(type, Language);

    // Lengths stand there in both languages.
    private string Pretty(JsonElement data) => JsonSerializer.Serialize(data, Readable).Replace(" 字 characters", T(" 字", " characters"), StringComparison.Ordinal);

    private List<HistoryItem> Decisions() => [.. statement.History.Reverse().Select(decision => decision.Since is { } at
        ? new HistoryItem(at, decision.WithheldTypes.Count == 0 ? T("全部共享", "all is shared") : T($"不共享 {decision.WithheldTypes.Count} 种", $"{decision.WithheldTypes.Count} types are withheld"),
            $"{decision.Reason}{(decision.WithheldTypes.Count == 0 ? "" : " — " + string.Join(T("、", ", "), decision.WithheldTypes.Select(TypeName)))}", decision.By)
        : new HistoryItem(statement.Enrolled, T("加入上级，默认全部共享", "joined; all is shared by default")))];

    private List<HistoryItem> Backfills() => [.. statement.Backfills.Select(backfill => new HistoryItem(backfill.Done ?? Clock.GetUtcNow(),
        string.Join(T("、", ", "), backfill.Types.Select(TypeName)), $"{Show.Time(backfill.RecordedFrom)} – {Show.Time(backfill.RecordedThrough)}: {backfill.Reason}",
        backfill.Done is null ? T($"进行中，已传 {backfill.Sent} 条", $"going on, {backfill.Sent} sent") : T($"已传 {backfill.Sent} 条", $"{backfill.Sent} sent")))];
}
