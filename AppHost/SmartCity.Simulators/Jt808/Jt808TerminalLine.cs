using System.Net.Sockets;
using SmartCity.Protocols;
using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Simulators.Jt808;

/// <summary>One connection to the platform: frames out one after the other, frames in until the line is lost.</summary>
internal sealed class Jt808TerminalLine(Socket socket) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1, 1);

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            while (!bytes.IsEmpty) bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Hands over each good frame; what is bad is stepped over. Ends when the platform closes.</summary>
    public async Task ReadAsync(Func<Jt808Frame, Task> received, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[512];
        int held = 0;
        while (true)
        {
            // Nothing to read yet costs nothing: buffers of thousands of idle terminals stay small.
            if (held == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, Jt808Frame.MaxBytes + 1));
            int read = await socket.ReceiveAsync(buffer.AsMemory(held), cancellationToken);
            if (read == 0) return;
            held += read;
            int done = 0;
            while (TryNext(buffer.AsSpan(done, held - done), out Jt808Frame frame, out bool good, out int consumed))
            {
                done += consumed;
                if (good) await received(frame);
            }

            buffer.AsSpan(done, held - done).CopyTo(buffer);
            held -= done;
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }

    private static bool TryNext(ReadOnlySpan<byte> input, out Jt808Frame frame, out bool good, out int consumed)
    {
        FrameError error = Jt808Frame.TryRead(input, out frame, out consumed);
        good = error == FrameError.None;
        return error != FrameError.Incomplete;
    }
}
