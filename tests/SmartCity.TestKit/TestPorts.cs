using System.Net;
using System.Net.Sockets;

namespace SmartCity.TestKit;

/// <summary>
/// Ports for programs that are told theirs. Below the range out of which the system gives outgoing connections a port: one from
/// there may be taken by anybody's connection between the look and the start.
/// </summary>
public static class TestPorts
{
    /// <summary>A port of the loopback address that nobody listens on.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_000, 20_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another.
            }
        }
    }
}
