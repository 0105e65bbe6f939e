using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.Protocols;
using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Listener;

/// <summary>
/// One TCP line: bytes in, frames out to <see cref="FrameDesk"/>, answers back. It reads on only when what it read is dealt
/// with, holds one unfinished frame at most, and no thread while it waits.
/// </summary>
internal sealed class Hj212Line(Socket socket, FrameDesk desk, LineServices services)
{
    private static readonly StreamPipeReaderOptions Reading = new(bufferSize: 8192, minimumReadSize: 1024, leaveOpen: true);
    private readonly SemaphoreSlim writing = new(1);
    private readonly NetworkStream stream = new(socket, ownsSocket: true);
    private readonly List<Inbound> frames = [];
    private readonly Dictionary<(string Mn, int Cn, int Pnum), DateTimeOffset> splits = [];
    private int bytesWithoutFrame;
    private bool halfFrame;

    public string Remote { get; } = socket.RemoteEndPoint?.ToString() ?? "";

    public IPAddress Address { get; } = (socket.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;

    public DateTimeOffset Since { get; } = services.Clock.GetUtcNow();

    /// <summary>When the last good frame came; null before the first.</summary>
    public DateTimeOffset? LastGoodAt { get; private set; }

    /// <summary>Whether a registered station speaks here.</summary>
    public bool Proven { get; private set; }

    /// <summary>Why we closed it; null while it stands or when the other side did.</summary>
    public string? ClosedFor { get; private set; }

    /// <summary>The stations that speak here.</summary>
    public HashSet<string> Stations { get; } = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var reader = PipeReader.Create(stream, Reading);
        try
        {
            while (ClosedFor is null)
            {
                var read = await reader.ReadAsync(cancellation);
                var consumed = Parse(read.Buffer);
                reader.AdvanceTo(consumed, read.Buffer.End);
                await desk.HandleAsync(this, frames, cancellation);
                frames.Clear();
                if (bytesWithoutFrame > services.Options.Lines.MostBytesWithoutFrame)
                    Close("too many bytes without a frame of a registered station");
                if (read.IsCompleted)
                    break;
            }
        }
        finally
        {
            await reader.CompleteAsync();
            await stream.DisposeAsync();
        }
    }

    /// <summary>Whether it may be kept at this time.</summary>
    public bool IsOverdue(DateTimeOffset now) => LastGoodAt is { } last
        ? now - last > services.Options.Lines.Idle
        : now - Since > services.Options.Lines.FirstFrame;

    /// <summary>Sends a frame; false when it cannot be written as one. Hangs up on a station that does not take it in time.</summary>
    public async Task<bool> SendAsync(Hj212Packet packet, Hj212CrcVariant crc, CancellationToken cancellation)
    {
        var frame = Hj212Writer.Write(packet, crc);
        if (frame is null)
            return false;
        using var patience = new CancellationTokenSource(services.Options.Lines.Write, services.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await writing.WaitAsync(either.Token);
            try
            {
                await stream.WriteAsync(frame, either.Token);
            }
            finally
            {
                writing.Release();
            }
            return true;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            Close("it does not take our answers");
            return false;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return false;
        }
    }

    public void Close(string reason)
    {
        ClosedFor ??= reason;
        socket.Dispose();
    }

    /// <summary>A good frame of a registered station.</summary>
    public void Prove()
    {
        bytesWithoutFrame = 0;
        if (Proven)
            return;
        Proven = true;
        services.Admission.Prove(this);
    }

    /// <summary>The time a part of a split packet belongs to: its own DataTime, else that of the part before it.</summary>
    public DateTimeOffset? SplitTime(Inbound inbound)
    {
        var key = (inbound.Packet.Mn, inbound.Packet.Cn, inbound.Packet.Pnum);
        if (inbound.DataTime is { } time)
        {
            if (splits.Count >= 64)
                splits.Clear();
            splits[key] = time;
        }
        return splits.TryGetValue(key, out var known) ? known : null;
    }

    private SequencePosition Parse(ReadOnlySequence<byte> buffer)
    {
        var bytes = buffer.IsSingleSegment ? buffer.FirstSpan : buffer.ToArray();
        var (offset, now) = (0, services.Clock.GetUtcNow());
        while (offset < bytes.Length)
        {
            var input = bytes[offset..];
            var station = Hj212Codec.PeekMn(input, out var mn) ? services.Book.Find(mn) : null;
            var error = Hj212Codec.TryRead(input, services.ReadOptions(station), out var frame, out var consumed);
            if (error == FrameError.Incomplete)
            {
                halfFrame = true;
                break;
            }
            offset += consumed;
            // Counted until a frame proves to be a registered station's: good frames of strangers are not for ever either.
            bytesWithoutFrame += consumed;
            if (error == FrameError.None)
                Take(frame, consumed, now);
            else
                Blame(error, input[..consumed], station, now);
        }
        return buffer.GetPosition(offset);
    }

    private void Take(in Hj212Frame frame, int consumed, DateTimeOffset now)
    {
        halfFrame = false;
        LastGoodAt = now;
        frames.Add(new Inbound(frame.ToPacket(), frame.QnTime, frame.DataTime, frame.Deviations, now, consumed));
    }

    private void Blame(FrameError error, ReadOnlySpan<byte> bytes, Station? station, DateTimeOffset now)
    {
        // A frame that was cut off is told from one that was bent: another one begins inside of it, or right behind it.
        var cause = halfFrame && error == FrameError.BadChecksum && !bytes.EndsWith("\r\n"u8) ? "half-frame" : BadFrames.Cause(error);
        halfFrame = false;
        var bad = station is null ? services.Sessions.OfAddress(Address.ToString()) : services.Sessions.Of(station.Mn).Bad;
        bad.Add(cause, bytes, Remote, now);
    }
}
