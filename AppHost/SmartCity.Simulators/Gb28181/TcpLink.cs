using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using SmartCity.Protocols;
using SmartCity.Protocols.Gb28181.Sip;

namespace SmartCity.Simulators.Gb28181;

/// <summary>One TCP connection: messages out of a bounded queue, messages in framed by Content-Length.</summary>
internal sealed class TcpLink(IPEndPoint address, Action<FrameError, SipMessage?, IPEndPoint> onMessage, Action<TcpLink> onClosed, TcpClient? accepted = null) : IDisposable
{
    private readonly Channel<ReadOnlyMemory<byte>> outgoing =
        Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly TcpClient client = accepted ?? new TcpClient(address.AddressFamily);
    private readonly byte[] first = new byte[4096];

    public IPEndPoint Address => address;

    public void Send(ReadOnlyMemory<byte> bytes) => outgoing.Writer.TryWrite(bytes);

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            if (accepted is null)
                await client.ConnectAsync(address, ending.Token);
            client.NoDelay = true;
            var stream = client.GetStream();
            await Task.WhenAny(ReadAsync(stream, ending.Token), WriteAsync(stream, ending.Token));
            await ending.CancelAsync();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Nobody there, or we are stopping: what is queued is lost, and its transactions time out.
        }
        finally
        {
            onClosed(this);
            client.Dispose();
        }
    }

    public void Dispose() => client.Dispose();

    private async Task WriteAsync(NetworkStream stream, CancellationToken cancellation)
    {
        await foreach (var bytes in outgoing.Reader.ReadAllAsync(cancellation))
            await stream.WriteAsync(bytes, cancellation);
    }

    private async Task ReadAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var limits = SipLimits.Default;
        var buffer = first;
        var filled = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellation);
            if (read == 0)
                return;
            filled += read;
            var taken = Take(buffer.AsSpan(0, filled), limits);
            buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
            filled -= taken;
            // The reader asks for no more than one message, so the buffer never grows beyond the limits.
            if (filled == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, limits.HeaderBytes + limits.BodyBytes + 1));
        }
    }

    private int Take(ReadOnlySpan<byte> input, SipLimits limits)
    {
        var at = 0;
        while (at < input.Length)
        {
            var error = SipReader.TryRead(input[at..], limits, out var message, out var consumed);
            at += consumed;
            if (error == FrameError.Incomplete)
                break;
            onMessage(error, message, address);
        }
        return at;
    }
}
