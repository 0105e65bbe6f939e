using System.Diagnostics;
using SmartCity.Protocols.Gb28181.Manscdp;
using SmartCity.Protocols.Gb28181.Sip;

namespace SmartCity.Benchmarks.Codecs;

/// <summary>
/// What GB/T 28181 costs: a keepalive MESSAGE and a catalogue page of 20 entries, decoded and encoded, each beside a plain
/// copy of the same bytes. Included: SIP framing, headers and typed values (From, To, Via, CSeq), and the MANSCDP document
/// with its text encoding. Not included: sockets, transactions, digest.
/// </summary>
public static class Gb28181Benchmark
{
    private const int Runs = 7;

    private static readonly TimeSpan RunLength = TimeSpan.FromMilliseconds(300);

    /// <summary>Prints the table.</summary>
    public static void Run()
    {
        Console.WriteLine($"{"GB/T 28181",-34}{"bytes",8}{"messages/s",14}{"MB/s",9}{"allocated/message",20}");
        Measure("keepalive", Keepalive(), documentToo: true);
        Measure("keepalive, SIP alone", Keepalive(), documentToo: false);
        Measure("catalogue page of 20", CatalogPage(), documentToo: true);
    }

    private static void Measure(string name, SipRequest request, bool documentToo)
    {
        var wire = SipWriter.Write(request);
        var copy = new byte[wire.Length];
        ManscdpMessage.TryRead(request.Body.Span, ManscdpLimits.Default, out var document);
        Print($"{name}: decode", wire.Length, () => Decode(wire, documentToo));
        Print($"{name}: encode", wire.Length, () => Encode(request, documentToo ? document : null));
        Print($"{name}: copy", wire.Length, () =>
        {
            wire.CopyTo(copy, 0);
            return copy[^1];
        });
    }

    private static int Decode(byte[] wire, bool documentToo)
    {
        if (SipReader.TryRead(wire, SipLimits.Default, out var message, out var consumed) != SmartCity.Protocols.FrameError.None)
            throw new InvalidOperationException("the benchmark's own message must read");
        if (documentToo && ManscdpMessage.TryRead(message!.Body.Span, ManscdpLimits.Default, out _) != SmartCity.Protocols.FrameError.None)
            throw new InvalidOperationException("the benchmark's own document must read");
        return consumed;
    }

    private static int Encode(SipRequest request, ManscdpMessage? document)
    {
        if (document is not null)
            request.Body = document.Write(ManscdpEncoding.Gb18030);
        return SipWriter.Write(request).Length;
    }

    private static void Print(string what, int bytes, Func<int> work)
    {
        var rates = new double[Runs];
        var allocated = 0.0;
        _ = Rate(work, out _);
        for (var run = 0; run < Runs; run++)
            rates[run] = Rate(work, out allocated);
        Array.Sort(rates);
        var median = rates[Runs / 2];
        Console.WriteLine($"{what,-34}{bytes,8}{median,14:N0}{median * bytes / 1e6,9:N0}{allocated,20:N0}");
    }

    private static double Rate(Func<int> work, out double allocated)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var count = 0L;
        var sum = 0L;
        do
        {
            for (var i = 0; i < 64; i++)
                sum += work();
            count += 64;
        }
        while (Stopwatch.GetElapsedTime(start) < RunLength);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)count;
        GC.KeepAlive(sum);
        return count / seconds;
    }

    private static SipRequest Keepalive() => Message(new Keepalive(43, Party.Id, "OK", []));

    private static SipRequest CatalogPage() => Message(new CatalogPage(7, Party.Id, 400, [.. Enumerable.Range(1, 20).Select(Channel)]));

    private static CatalogItem Channel(int number) => new($"43040500001310{number:000000}", $"蒸湘北路{number}号球机")
    {
        Manufacturer = "SmartCity",
        Model = "HY-1",
        Owner = Party.Id,
        CivilCode = "430408",
        Address = "蒸湘区蒸湘北路",
        Parental = 0,
        ParentId = Party.Id,
        Secrecy = 0,
        Status = "ON",
        Longitude = 112.57,
        Latitude = 26.89,
    };

    private static SipRequest Message(ManscdpMessage document)
    {
        var request = Party.Request(SipMethods.Message, new SipUri("43040000002000000001", "4304000000"), "558@192.0.2.10", 20, "35", "z9hG4bK771");
        request.Headers.Add(SipHeaderNames.ContentType, ManscdpCommands.ContentType);
        request.Body = document.Write(ManscdpEncoding.Gb18030);
        return request;
    }

    private static SipParty Party => new("43040500001180000001", "4304000000", "192.0.2.10", 5060, "UDP");
}
