using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SmartCity.Benchmarks.Node;

/// <summary>Monitoring stations that call a node by HJ 212, each on a line of its own; answers are read and thrown away.</summary>
internal sealed class Stations : IDisposable
{
    private readonly List<(string Mn, TcpClient Line)> stations = [];

    /// <summary>Connects stations, and has each send a first reading, by which it is registered.</summary>
    public static async Task<Stations> CallAsync(int port, int count)
    {
        var all = new Stations();
        for (var number = 0; number < count; number++)
        {
            var line = await ConnectAsync(port);
            all.stations.Add(($"BENCH{number:d19}", line));
            await all.SendAsync(number, 10);
            // The first answer: the station is known from now on, and its line counts as proven.
            var buffer = new byte[4096];
            await line.GetStream().ReadAtLeastAsync(buffer, 1);
            _ = Task.Run(async () =>
            {
                try
                {
                    while (await line.GetStream().ReadAsync(buffer) > 0)
                    {
                    }
                }
                catch (Exception gone) when (gone is IOException or ObjectDisposedException)
                {
                    // The benchmark is over.
                }
            });
        }
        return all;
    }

    // The listener opens a little after the node is ready.
    private static async Task<TcpClient> ConnectAsync(int port)
    {
        for (var left = 600; ; left--)
        {
            var line = new TcpClient { NoDelay = true };
            try
            {
                await line.ConnectAsync("127.0.0.1", port);
                return line;
            }
            catch (SocketException) when (left > 0)
            {
                line.Dispose();
                await Task.Delay(50);
            }
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => stations.Count;

    /// <summary>A station's MN.</summary>
    public string Mn(int number) => stations[number].Mn;

    /// <summary>Sends a real-time reading of eight factors; PM2.5 as given.</summary>
    public async Task SendAsync(int number, decimal particulates)
    {
        var (mn, line) = stations[number];
        var now = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        var values = string.Create(CultureInfo.InvariantCulture, $"a34004-Rtd={particulates},a34004-Flag=N;a34002-Rtd=61.2,a34002-Flag=N;a21026-Rtd=7.1,a21026-Flag=N;a21004-Rtd=18.4,a21004-Flag=N;a21005-Rtd=0.6,a21005-Flag=N;a05024-Rtd=88,a05024-Flag=N;a01001-Rtd=21.5,a01001-Flag=N;a01002-Rtd=64,a01002-Flag=N");
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Frame(string.Create(CultureInfo.InvariantCulture,
            $"QN={now:yyyyMMddHHmmssfff};ST=22;CN=2011;PW=123456;MN={mn};Flag=5;CP=&&DataTime={now:yyyyMMddHHmmss};{values}&&"))));
    }

    private static string Frame(string segment)
    {
        var register = 0xFFFF;
        foreach (var letter in segment)
        {
            register = register >> 8 ^ letter;
            for (var bit = 0; bit < 8; bit++)
                register = (register & 1) == 1 ? register >> 1 ^ 0xA001 : register >> 1;
        }
        return $"##{segment.Length:0000}{segment}{(ushort)register:X4}\r\n";
    }

    public void Dispose() => stations.ForEach(station => station.Line.Dispose());
}
