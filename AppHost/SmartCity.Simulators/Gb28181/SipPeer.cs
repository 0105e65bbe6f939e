using System.Net;

namespace SmartCity.Simulators.Gb28181;

/// <summary>Somebody on the other end of a datagram or of a connection.</summary>
public sealed record SipPeer(IPEndPoint Address, bool IsTcp)
{
    public override string ToString() => $"{(IsTcp ? "tcp" : "udp")}:{Address}";
}
