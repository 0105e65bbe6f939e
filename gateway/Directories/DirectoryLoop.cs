namespace SmartCity.Gateway.Directories;

/// <summary>Keeps the directory as new as can be: from disk at start, then from the node, for ever.</summary>
internal sealed class DirectoryLoop(DirectoryState state, DirectoryFile file, DirectoryClient client, TimeProvider clock, ILogger<DirectoryLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private bool saidStale;
    private bool taken;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (file.Read() is { } jws)
            state.Take(jws, "disk");
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var pause = Shortest;
        while (!stoppingToken.IsCancellationRequested)
        {
            var began = clock.GetTimestamp();
            var before = state.Trouble;
            state.Trouble = await TryAsync(stoppingToken);
            pause = state.Trouble is null ? Shortest : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, Longest.Ticks));
            if (state.Trouble is { } trouble && trouble != before && !stoppingToken.IsCancellationRequested)
                GatewayLog.DirectoryNotHad(logger, trouble);
            SayStale();
            // A node that does not wait with its answer is not asked more often than once a second.
            var rest = pause - clock.GetElapsedTime(began);
            if (rest > TimeSpan.Zero && (state.Trouble is not null || !taken))
                await Task.Delay(rest, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string?> TryAsync(CancellationToken stopping)
    {
        taken = false;
        try
        {
            var jws = await client.NewerThanAsync(state.Current.Version, stopping);
            if (jws is not null && state.Take(jws, "the node") is { } refused)
                return "refused: " + refused;
            state.Confirm(clock.GetUtcNow());
            taken = jws is not null;
            if (jws is not null)
                file.Write(jws);
            return null;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return exception is HttpRequestException ? exception.Message : "the node does not answer in time";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "in force, but not to be kept on disk: " + exception.Message;
        }
    }

    private void SayStale()
    {
        if (state.IsStale == saidStale)
            return;
        saidStale = state.IsStale;
        if (saidStale)
            GatewayLog.DirectoryStale(logger, state.Current.Version, state.Confirmed!.Value);
        else
            GatewayLog.DirectoryCurrent(logger, state.Current.Version);
    }
}
