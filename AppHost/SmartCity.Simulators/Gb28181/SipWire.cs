using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using SmartCity.Protocols;
using SmartCity.Protocols.Gb28181.Sip;

namespace SmartCity.Simulators.Gb28181;

/// <summary>The sockets: one UDP port and, on the same number, a TCP listener; connections are kept and used both ways.</summary>
internal sealed class SipWire : IAsyncDisposable
{
    private readonly Socket udp;
    private readonly TcpListener tcp;
    private readonly Action<SipMessage, SipPeer> onMessage;
    private readonly Action<SipPeer> onBroken;
    private readonly ConcurrentDictionary<IPEndPoint, TcpLink> links = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentBag<Task> loops = [];

    private SipWire(Socket udp, TcpListener tcp, Action<SipMessage, SipPeer> onMessage, Action<SipPeer> onBroken)
    {
        this.udp = udp;
        this.tcp = tcp;
        this.onMessage = onMessage;
        this.onBroken = onBroken;
        Address = (IPEndPoint)udp.LocalEndPoint!;
    }

    public IPEndPoint Address { get; }

    /// <summary>Inputs that were no message, by their error: what a listener would count.</summary>
    public ConcurrentDictionary<FrameError, int> Errors { get; } = new();

    public static SipWire Open(IPEndPoint bind, Action<SipMessage, SipPeer> onMessage, Action<SipPeer> onBroken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var udp = new Socket(bind.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            udp.Bind(bind);
            var tcp = new TcpListener((IPEndPoint)udp.LocalEndPoint!);
            try
            {
                tcp.Start();
                return new SipWire(udp, tcp, onMessage, onBroken);
            }
            catch (SocketException) when (bind.Port == 0 && attempt < 20)
            {
                // The free UDP port was taken for TCP: another one.
                udp.Dispose();
            }
        }
    }

    public void Start()
    {
        loops.Add(Task.Run(ReadDatagramsAsync));
        loops.Add(Task.Run(AcceptAsync));
    }

    public void Send(ReadOnlyMemory<byte> bytes, SipPeer peer)
    {
        if (stopping.IsCancellationRequested)
            return;
        if (peer.IsTcp)
            Link(peer.Address).Send(bytes);
        else
            SendDatagram(bytes, peer.Address);
    }

    /// <summary>Ends a connection in the middle, as a bad line does; the next message opens another.</summary>
    public void Drop(IPEndPoint address)
    {
        if (links.TryRemove(address, out var link))
            link.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        udp.Dispose();
        tcp.Dispose();
        foreach (var link in links.Values)
            link.Dispose();
        await Task.WhenAll(loops);
        stopping.Dispose();
    }

    private void SendDatagram(ReadOnlyMemory<byte> bytes, IPEndPoint address)
    {
        try
        {
            udp.SendTo(bytes.Span, address);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // A datagram that could not be sent is a datagram lost: the transaction repeats it.
        }
    }

    private TcpLink Link(IPEndPoint address) =>
        links.GetOrAdd(address, to => Opened(new TcpLink(to, OnTcp, Forget)));

    private TcpLink Opened(TcpLink link)
    {
        loops.Add(Task.Run(() => link.RunAsync(stopping.Token)));
        return link;
    }

    private void Forget(TcpLink link)
    {
        links.TryRemove(new(link.Address, link));
        onBroken(new SipPeer(link.Address, IsTcp: true));
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await tcp.AcceptTcpClientAsync(stopping.Token);
                var link = new TcpLink((IPEndPoint)client.Client.RemoteEndPoint!, OnTcp, Forget, client);
                links[link.Address] = Opened(link);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ReadDatagramsAsync()
    {
        var buffer = new byte[65_536];
        var any = new IPEndPoint(Address.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var received = await udp.ReceiveFromAsync(buffer, SocketFlags.None, any, stopping.Token);
                var error = SipReader.TryReadDatagram(buffer.AsSpan(0, received.ReceivedBytes), SipLimits.Default, out var message);
                Hand(error, message, new SipPeer((IPEndPoint)received.RemoteEndPoint, IsTcp: false));
            }
            catch (SocketException)
            {
                // An earlier datagram found nobody there (ICMP): of no interest to the next.
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void OnTcp(FrameError error, SipMessage? message, IPEndPoint from) => Hand(error, message, new SipPeer(from, IsTcp: true));

    private void Hand(FrameError error, SipMessage? message, SipPeer peer)
    {
        if (error == FrameError.None)
            onMessage(message!, peer);
        else
            Errors.AddOrUpdate(error, 1, (_, count) => count + 1);
    }
}
