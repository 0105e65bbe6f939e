using Radzen;
using SmartCity.Alarms.Records;
using SmartCity.Desks;
using SmartCity.Desks.Acting;

namespace SmartCity.Alarms.Desk;

/// <summary>What the banner, the desk and the page of an alarm do alike.</summary>
internal static class AlarmActions
{
    /// <summary>Acknowledges in one click; what the API says against it is shown.</summary>
    public static async Task AcknowledgeAsync(NodeApi api, NotificationService notices, Language language, string id, string? note, CancellationToken cancellation)
    {
        var answer = await api.PostAsync<AlarmView>($"{RingingNow.Path}/alarms/{Uri.EscapeDataString(id)}/acknowledge", new { note }, null, cancellation);
        var english = language == Language.English;
        if (answer.Refused is { } refused)
            notices.Notify(refused.Type == "alarm-acknowledged" ? NotificationSeverity.Info : NotificationSeverity.Error,
                refused.Type == "alarm-acknowledged" ? english ? "Acknowledged already" : "已被确认" : refused.Title, refused.Detail ?? "", 8000);
        else
            notices.Notify(NotificationSeverity.Success, english ? "Acknowledged" : "已确认", english ? answer.Value!.TitleEnglish : answer.Value!.Title, 4000);
    }

    /// <summary>Acknowledges with a note.</summary>
    public static Task<bool> AcknowledgeWithNoteAsync(DialogService dialogs, NodeApi api, Language language, AlarmView alarm, CancellationToken cancellation) =>
        DoAsync(dialogs, api, language == Language.English ? ("Acknowledge with a note", "Acknowledge") : ("确认并备注", "确认"), AlarmWords.Title(alarm, language), alarm.Id, "acknowledge", cancellation);

    /// <summary>Asks for words, and does it with them.</summary>
    public static Task<bool> DoAsync(DialogService dialogs, NodeApi api, (string Title, string Confirm) words, string question, string id, string action, CancellationToken cancellation) =>
        Ask.ReasonAsync(dialogs, words.Title, question, words.Confirm, async (note, key) =>
            (await api.PostAsync<AlarmView>($"{RingingNow.Path}/alarms/{Uri.EscapeDataString(id)}/{action}", new { note }, key, cancellation)).Refused);
}
