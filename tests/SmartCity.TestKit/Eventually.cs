namespace SmartCity.TestKit;

/// <summary>Waits for what must come true, by looking often; the failure says what was waited for.</summary>
public static class Eventually
{
    /// <summary>Looks until the answer is not null (or default), at most 20 seconds unless told otherwise.</summary>
    public static async Task<T> Get<T>(string what, Func<Task<T?>> look, TimeSpan? patience = null)
    {
        using var giveUp = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(20));
        while (true)
        {
            if (await look() is { } found && !EqualityComparer<T>.Default.Equals(found, default))
                return found;
            if (giveUp.IsCancellationRequested)
                throw new TimeoutException($"Waited in vain for: {what}");
            await Task.Delay(20);
        }
    }

    /// <summary>Looks until it is true.</summary>
    public static Task True(string what, Func<Task<bool>> look, TimeSpan? patience = null) => Get(what, look, patience);
}
