using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using SmartCity.Protocols;

namespace SmartCity.EnvironmentMonitoring.Listener;

/// <summary>Bytes that were no frame of a known station, by cause.</summary>
internal sealed partial class BadFrames
{
    private const int KeptBytes = 2048;
    private readonly ConcurrentDictionary<string, BadFrame> byCause = new(StringComparer.Ordinal);

    /// <summary>How many of each cause, with the last one of it.</summary>
    public IReadOnlyList<BadFrame> All => [.. byCause.Values.OrderBy(bad => bad.Cause, StringComparer.Ordinal)];

    public long Count => byCause.Values.Sum(bad => bad.Count);

    public void Add(string cause, ReadOnlySpan<byte> bytes, string remote, DateTimeOffset now)
    {
        EnvironmentMonitoringTelemetry.Bad(cause);
        var last = new BadFrame(cause, 1, now, remote, bytes.Length, Shown(bytes));
        byCause.AddOrUpdate(cause, last, (_, before) => last with { Count = before.Count + 1 });
    }

    /// <summary>The name of a codec's error.</summary>
    public static string Cause(FrameError error) => error switch
    {
        FrameError.Junk => "junk",
        FrameError.BadLength => "bad-length",
        FrameError.TooLong => "too-long",
        FrameError.BadChecksum => "bad-checksum",
        FrameError.BadHeader => "bad-header",
        _ => error.ToString(),
    };

    // As Latin-1, so that every byte can be seen; a password is not for those who look at frames.
    private static string Shown(ReadOnlySpan<byte> bytes) =>
        Password().Replace(System.Text.Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, KeptBytes)]), "PW=******");

    [GeneratedRegex("PW=[^;,&]*")]
    private static partial Regex Password();
}

/// <summary>Bad frames of one cause.</summary>
/// <param name="Cause">junk, bad-length, too-long, bad-checksum, bad-header, wrong-password, half-frame.</param>
/// <param name="Count">How many since the node started.</param>
/// <param name="LastAt">When the last one came.</param>
/// <param name="Remote">From where.</param>
/// <param name="LastBytes">How long it was.</param>
/// <param name="Last">The last one, byte for character, at most 2,048, its password hidden.</param>
internal sealed record BadFrame(string Cause, long Count, DateTimeOffset LastAt, string Remote, int LastBytes, string Last);
