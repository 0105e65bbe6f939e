using Radzen;

namespace SmartCity.Desks.Acting;

/// <summary>Asks the operator before something is done.</summary>
public static class Ask
{
    /// <summary>Opens a dialog that asks for confirmation and a reason, does it, and stays open with the API's words when it was refused.</summary>
    /// <param name="dialogs">Radzen's dialogs of the page.</param>
    /// <param name="title">The dialog's title.</param>
    /// <param name="question">What will happen.</param>
    /// <param name="confirm">The button's word.</param>
    /// <param name="act">Does it, given the reason and an idempotency key; returns why not, null when done.</param>
    /// <param name="needsReason">Whether a reason must be given.</param>
    /// <param name="isDangerous">Whether it cannot be taken back.</param>
    /// <returns>Whether it was done.</returns>
    public static async Task<bool> ReasonAsync(DialogService dialogs, string title, string? question, string confirm, Func<string, string, Task<Refused?>> act, bool needsReason = true, bool isDangerous = false) =>
        await dialogs.OpenAsync<ReasonDialog>(title, new Dictionary<string, object?>
        {
            [nameof(ReasonDialog.Question)] = question,
            [nameof(ReasonDialog.Confirm)] = confirm,
            [nameof(ReasonDialog.Do)] = act,
            [nameof(ReasonDialog.NeedsReason)] = needsReason,
            [nameof(ReasonDialog.IsDangerous)] = isDangerous,
        }, new DialogOptions { Width = "32rem", CloseDialogOnEsc = true, AutoFocusFirstElement = true }) is true;
}
