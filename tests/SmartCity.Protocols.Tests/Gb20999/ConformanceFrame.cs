namespace SmartCity.Protocols.Tests.Gb20999;

/// <summary>One row of the frames a real controller and its tester exchanged: what it is said to be, and the bytes.</summary>
internal sealed record ConformanceFrame(string Code, string Name, bool IsAnswer, byte[] Bytes, string Stated)
{
    /// <summary>
    /// Rows whose own text and bytes disagree; the frames are sound, the tester's table is not. Frame address, or value.
    /// </summary>
    public static readonly Dictionary<string, string> MisstatedAddresses = new()
    {
        ["2.5.0.0"] = "2.4.0.0", // the tester asked for the time zone again
        ["6.3.3.1"] = "6.3.3.5", // and for stage 5
    };

    public static readonly HashSet<string> MisstatedValues =
    [
        "4.2.11.1", // says 0, sent 40 (red and yellow)
        "4.2.13.1", // says 0, sent 10 (red)
        "4.2.17.1", // says 1, sent 10
        "4.2.19.1", // says 0, sent 10
        "9.2.4.1", // says 0, sent 1
        "15.2.4.1", // says 15:24:56, sent 15:24:53
    ];

    public static IReadOnlyList<ConformanceFrame> Load() =>
    [
        .. from line in File.ReadLines(Samples.Path("gb20999_2017_frames.tsv"))
           where line.Length > 0 && line[0] != '#'
           let columns = line.Split('\t')
           select new ConformanceFrame(columns[1], columns[2], columns[3] == "answer",
               Convert.FromHexString(columns[4]), columns.ElementAtOrDefault(5) ?? ""),
    ];
}
