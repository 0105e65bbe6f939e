namespace SmartCity.Alarms.Raising;

/// <summary>The end of a matter that came before its beginning: another lane was faster.</summary>
internal sealed record EarlyEnd(string Matter, string EventId, DateTimeOffset At);
