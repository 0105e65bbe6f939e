using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using SmartCity.Protocols;
using SmartCity.Protocols.Hj212;

namespace SmartCity.Simulators.Tests.Hj212;

/// <summary>What the host saw at one point of the stream: a packet, or an error.</summary>
internal sealed record Seen(FrameError Error, Hj212Packet Packet, Hj212Deviations Deviations);

/// <summary>A host over a real socket: reads with the codec, acknowledges what asks for it, and sends what a test tells it to.</summary>
internal sealed class TinyHost : IAsyncDisposable
{
    private static readonly Hj212Packet Nothing = new(null, "", 0, "", "", null, "");
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private readonly Channel<Seen> _seen = Channel.CreateUnbounded<Seen>();
    private readonly List<TcpClient> _clients = [];
    private readonly Lock _lock = new();

    public TinyHost(int port = 0, bool acknowledges = true)
    {
        Acknowledges = acknowledges;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start(backlog: 512);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool Acknowledges { get; set; }

    public Hj212CrcVariant Crc { get; init; }

    public ChannelReader<Seen> Seen => _seen.Reader;

    /// <summary>The next thing seen, whatever it is.</summary>
    public async Task<Seen> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await Seen.ReadAsync(patience.Token);
    }

    /// <summary>The next packet with that command, stepping over others.</summary>
    public async Task<Hj212Packet> NextAsync(int cn)
    {
        while (true)
        {
            Seen seen = await NextAsync();
            if (seen.Error == FrameError.None && seen.Packet.Cn == cn)
            {
                return seen.Packet;
            }
        }
    }

    /// <summary>Everything a request brings back up to its 9012, or its refusing 9011.</summary>
    public async Task<List<Hj212Packet>> AskAsync(Hj212Packet request)
    {
        await SendAsync(request);
        var answers = new List<Hj212Packet>();
        while (true)
        {
            Hj212Packet packet = (await NextAsync()).Packet;
            if (packet.Qn == request.Qn || (answers.Count > 0 && packet.Cn == request.Cn && !packet.WantsAnswer))
            {
                answers.Add(packet);
            }

            if (packet.Qn == request.Qn && (packet.Cn == 9012 || packet.Cn == 9013 || packet.Value("QnRtn") is not (null or "1")))
            {
                return answers;
            }
        }
    }

    public async Task SendAsync(Hj212Packet packet)
    {
        NetworkStream stream;
        lock (_lock)
        {
            stream = _clients[^1].GetStream();
        }

        await stream.WriteAsync(Hj212Writer.Write(packet)!, _stop.Token);
    }

    public void HangUp()
    {
        lock (_lock)
        {
            _clients.ForEach(client => client.Dispose());
            _clients.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        HangUp();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
            lock (_lock)
            {
                _clients.Add(client);
            }

            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        byte[] buffer = new byte[8192];
        int held = 0;
        try
        {
            NetworkStream stream = client.GetStream();
            while (await stream.ReadAsync(buffer.AsMemory(held), _stop.Token) is > 0 and int read)
            {
                held += read;
                foreach (Seen seen in Take(buffer, ref held))
                {
                    if (Acknowledges && seen.Packet.WantsAnswer)
                    {
                        var peer = new Hj212Peer(seen.Packet.Mn, seen.Packet.Pw, seen.Packet.St, seen.Packet.Edition);
                        await stream.WriteAsync(Hj212Writer.Write(peer.AcknowledgeData(seen.Packet.Qn))!, _stop.Token);
                    }

                    _seen.Writer.TryWrite(seen);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The line is down: that is what some tests want.
        }
    }

    private List<Seen> Take(byte[] buffer, ref int held)
    {
        var all = new List<Seen>();
        int offset = 0;
        FrameError error;
        do
        {
            error = Hj212Codec.TryRead(buffer.AsSpan(offset, held - offset), Hj212ReadOptions.Default with { Crc = Crc }, out Hj212Frame frame, out int consumed);
            offset += consumed;
            if (error != FrameError.Incomplete)
            {
                all.Add(new Seen(error, error == FrameError.None ? frame.ToPacket() : Nothing, frame.Deviations));
            }
        }
        while (error != FrameError.Incomplete);

        held -= offset;
        buffer.AsSpan(offset, held).CopyTo(buffer);
        return all;
    }
}
