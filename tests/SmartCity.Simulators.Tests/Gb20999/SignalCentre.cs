using System.Net;
using System.Net.Sockets;
using SmartCity.Protocols;
using SmartCity.Protocols.Gb20999;

namespace SmartCity.Simulators.Tests.Gb20999;

/// <summary>The centre's side of a line: sends questions, reads frames, and keeps what was wrong with the others.</summary>
internal sealed class SignalCentre(TcpClient client) : IAsyncDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly Queue<SignalMessage> _received = [];
    private int _filled;

    public List<FrameError> Errors { get; } = [];

    public static async Task<SignalCentre> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellation)
    {
        var client = new TcpClient();
        await client.ConnectAsync(endPoint, cancellation);
        return new SignalCentre(client);
    }

    public async Task AskAsync(FrameType type, params (DataAddress, ReadOnlyMemory<byte>)[] values)
    {
        var header = new FrameHeader(FrameHeader.NewestVersion, 1, 0x04300001, 0, 77, type);
        await client.GetStream().WriteAsync(SignalMessage.Of(header, values).ToBytes(Framing.Escaped)!);
    }

    /// <summary>Waits for a message of this kind, stepping over others.</summary>
    public async Task<SignalMessage> ExpectAsync(Func<SignalMessage, bool> wanted, CancellationToken cancellation)
    {
        while (true)
        {
            while (_received.TryDequeue(out SignalMessage? message))
            {
                if (wanted(message))
                {
                    return message;
                }
            }

            int read = await client.GetStream().ReadAsync(_buffer.AsMemory(_filled), cancellation);
            Assert.NotEqual(0, read);
            _filled += read;
            Read();
        }
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Read()
    {
        int offset = 0;
        var scratch = new byte[_buffer.Length];
        while (true)
        {
            FrameError error = SignalFrameReader.TryRead(
                _buffer.AsSpan(offset, _filled - offset), Framing.Escaped, scratch, out SignalFrame frame, out int consumed);
            if (error == FrameError.Incomplete)
            {
                break;
            }

            offset += consumed;
            if (error == FrameError.None)
            {
                _received.Enqueue(SignalMessage.From(frame));
            }
            else
            {
                Errors.Add(error);
            }
        }

        _buffer.AsSpan(offset, _filled - offset).CopyTo(_buffer);
        _filled -= offset;
    }
}
