using Microsoft.Extensions.Options;
using SmartCity.Contracts.Security;

namespace SmartCity.Gateway.Directories;

/// <summary>The directory in force and how sure we are of it.</summary>
internal sealed class DirectoryState(IOptions<GatewayOptions> options, DirectoryReader reader, TimeProvider clock, ILogger<DirectoryState> logger)
{
    public const string Stale = "stale, revocations unknown";

    private readonly PublicKey pinned = PublicKey.TryParse(options.Value.Directory.Key)!;
    private readonly Lock taking = new();
    private volatile KnownDirectory current = KnownDirectory.Empty;
    private volatile string? trouble;
    private long confirmed;

    public KnownDirectory Current => current;

    /// <summary>When we last knew that there is no newer one; null when we never did.</summary>
    public DateTimeOffset? Confirmed => Interlocked.Read(ref confirmed) is > 0 and var ticks ? new(ticks, TimeSpan.Zero) : null;

    /// <summary>Whether there is a directory, be it an empty one.</summary>
    public bool IsKnown => Confirmed is not null;

    public bool IsStale => Confirmed is { } at && clock.GetUtcNow() - at > options.Value.Directory.StaleAfter;

    /// <summary>Why the newest directory cannot be had; null while it can.</summary>
    public string? Trouble
    {
        get => trouble;
        set => trouble = value;
    }

    /// <summary>Takes a signed directory unless it is not newer than the one in force, or not signed by the pinned key; why not, or null when taken.</summary>
    public string? Take(string jws, string origin)
    {
        if (NodeDirectory.Verify(jws, pinned) is not { } directory)
            return Refused(origin, "it is not signed by the key pinned in Gateway:Directory:Key, or not whole");
        lock (taking)
        {
            if (directory.Version <= current.Version)
                return Refused(origin, $"its version {directory.Version} is not newer than {current.Version}, which is in force");
            var before = current;
            current = reader.Read(directory, before);
            foreach (var gone in before.Nodes.Where(node => current.Node(node.Entry.Id)?.Admission != node.Admission))
                gone.Admission.Cancel();
            Confirm(directory.Issued);
        }
        GatewayLog.DirectoryTaken(logger, directory.Version, origin, directory.Nodes.Count, directory.Nodes.Count(node => node.Revoked), directory.OperatorIssuers.Count);
        return null;
    }

    /// <summary>Nothing newer than the directory in force was there at this time.</summary>
    public void Confirm(DateTimeOffset at)
    {
        // A signer whose clock is ahead does not make the directory fresher than now.
        at = at < clock.GetUtcNow() ? at : clock.GetUtcNow();
        if (Confirmed is null || at > Confirmed)
            Interlocked.Exchange(ref confirmed, at.UtcTicks);
    }

    private string Refused(string origin, string reason)
    {
        GatewayLog.DirectoryRefused(logger, origin, reason);
        return reason;
    }
}
