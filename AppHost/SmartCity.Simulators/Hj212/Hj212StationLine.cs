using System.Buffers;
using System.Net.Sockets;
using SmartCity.Protocols;
using SmartCity.Protocols.Hj212;

namespace SmartCity.Simulators.Hj212;

/// <summary>One connection to the host: reads what it says, hands requests and acknowledgements up, and writes frames whole.</summary>
internal sealed class Hj212StationLine(TcpClient client, Hj212StationOptions options) : IDisposable
{
    // A host that was not told of a Modbus device answers with the standard check; a real device does not mind either.
    private static readonly Hj212ReadOptions Reading = Hj212ReadOptions.Default with { Crc = Hj212CrcVariant.Any };
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly NetworkStream _stream = client.GetStream();

    public async Task SendAsync(Hj212Packet packet, CancellationToken cancellationToken) =>
        await SendAsync(FrameOf(packet), cancellationToken);

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _stream.WriteAsync(bytes, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    public byte[] FrameOf(Hj212Packet packet) => Hj212Writer.Write(packet, options.Crc)
        ?? throw new InvalidOperationException($"A simulated station composed a packet that is no frame: {packet}");

    /// <summary>Until the host hangs up.</summary>
    public async Task ReadAsync(Func<Hj212Packet, Task> received, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Reading.MaxFrameBytes);
        try
        {
            int held = 0;
            while (true)
            {
                int read = await _stream.ReadAsync(buffer.AsMemory(held), cancellationToken);
                if (read == 0)
                {
                    return;
                }

                held += read;
                foreach (Hj212Packet packet in Take(buffer, ref held))
                {
                    await received(packet);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => client.Dispose();

    private static List<Hj212Packet> Take(byte[] buffer, ref int held)
    {
        var packets = new List<Hj212Packet>();
        int offset = 0;
        while (true)
        {
            FrameError error = Hj212Codec.TryRead(buffer.AsSpan(offset, held - offset), Reading, out Hj212Frame frame, out int consumed);
            offset += consumed;
            if (error == FrameError.None)
            {
                packets.Add(frame.ToPacket());
            }
            else if (error == FrameError.Incomplete)
            {
                break;
            }
        }

        held -= offset;
        buffer.AsSpan(offset, held).CopyTo(buffer);
        return packets;
    }
}
