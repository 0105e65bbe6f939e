using System.Net;
using Microsoft.Extensions.Options;

namespace SmartCity.EnvironmentMonitoring.Listener;

/// <summary>
/// Who may keep a line. An address is no identity (stations of one carrier share theirs, and so does everything on
/// loopback), so a bad neighbour costs a good station nothing: lines that have brought a good frame of a registered station are never
/// given up for new ones; of those that have not, the oldest goes first.
/// </summary>
internal sealed class Admission(IOptions<EnvironmentMonitoringOptions> options)
{
    private readonly LineOptions bounds = options.Value.Lines;
    private readonly Lock sync = new();
    private readonly LinkedList<Hj212Line> unproven = [];
    private readonly Dictionary<IPAddress, int> perAddress = [];
    private readonly HashSet<Hj212Line> lines = [];
    private long refused;
    private long evicted;

    /// <summary>Lines refused since the start because all places were taken by proven ones.</summary>
    public long Refused => Interlocked.Read(ref refused);

    /// <summary>Unproven lines closed since the start to make room.</summary>
    public long Evicted => Interlocked.Read(ref evicted);

    public IReadOnlyList<Hj212Line> Lines
    {
        get
        {
            lock (sync)
                return [.. lines];
        }
    }

    /// <summary>Takes a new line in; false when it must be closed. May close an older one instead.</summary>
    public bool TryEnter(Hj212Line line)
    {
        Hj212Line? goes = null;
        lock (sync)
        {
            var sameAddress = perAddress.GetValueOrDefault(line.Address);
            var strangers = unproven.Count(other => other.Address.Equals(line.Address));
            if (strangers >= bounds.MostUnprovenPerAddress || sameAddress >= bounds.MostPerAddress)
                goes = unproven.FirstOrDefault(other => other.Address.Equals(line.Address));
            else if (lines.Count >= bounds.Most)
                goes = unproven.First?.Value;
            if (goes is null && (sameAddress >= bounds.MostPerAddress || lines.Count >= bounds.Most))
            {
                Interlocked.Increment(ref refused);
                return false;
            }
            if (goes is not null)
                Remove(goes);
            lines.Add(line);
            unproven.AddLast(line);
            perAddress[line.Address] = perAddress.GetValueOrDefault(line.Address) + 1;
        }
        if (goes is not null)
        {
            Interlocked.Increment(ref evicted);
            goes.Close("room was needed for a newer line");
        }
        return true;
    }

    /// <summary>The line has brought a good frame of a registered station.</summary>
    public void Prove(Hj212Line line)
    {
        lock (sync)
            unproven.Remove(line);
    }

    public void Leave(Hj212Line line)
    {
        lock (sync)
            Remove(line);
    }

    private void Remove(Hj212Line line)
    {
        if (!lines.Remove(line))
            return;
        unproven.Remove(line);
        if (--perAddress[line.Address] == 0)
            perAddress.Remove(line.Address);
    }
}
