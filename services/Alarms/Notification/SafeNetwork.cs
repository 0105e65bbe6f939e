using System.Net;
using System.Net.Sockets;

namespace SmartCity.Alarms.Notification;

/// <summary>Which addresses a webhook may be connected to. Asked with the very address that is connected to, so that no name changes its mind in between.</summary>
internal sealed class SafeNetwork(IEnumerable<IPNetwork> allowed)
{
    // Addresses that are not of the public internet (IANA special-purpose registries).
    private static readonly IPNetwork[] Special =
    [
        .. ((string[])[
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7",
        ]).Select(IPNetwork.Parse),
    ];

    // Never, whatever the settings say: the machine next door and the metadata service of a cloud.
    private static readonly IPNetwork[] Never = [.. ((string[])["0.0.0.0/32", "169.254.0.0/16", "224.0.0.0/4", "255.255.255.255/32", "::/128", "fe80::/10", "ff00::/8"]).Select(IPNetwork.Parse)];

    private readonly IPNetwork[] allowed = [.. allowed];

    public bool Allows(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return !Never.Any(network => network.Contains(address)) && (allowed.Any(network => network.Contains(address)) || !Special.Any(network => network.Contains(address)));
    }

    /// <summary>Looks a name up and connects to the first of its addresses that is allowed and answers.</summary>
    /// <exception cref="HttpRequestException">None is.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint to, CancellationToken cancellation)
    {
        var addresses = IPAddress.TryParse(to.Host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(to.Host, cancellation);
        var may = addresses.Where(Allows).ToArray();
        if (may.Length == 0)
            throw new HttpRequestException($"{to.Host} is at {string.Join(", ", addresses.Select(address => address.ToString()))}, which Alarms:AllowedNetworks does not allow.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(may, to.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
