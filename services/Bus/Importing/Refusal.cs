namespace SmartCity.Bus.Importing;

/// <summary>Why a message is not imported. Trying again as it is does not help.</summary>
/// <param name="Reason">A word that stays the same for ever, kebab-case.</param>
/// <param name="Detail">What was expected and what was found, without the message's content.</param>
internal sealed record Refusal(string Reason, string Detail);
