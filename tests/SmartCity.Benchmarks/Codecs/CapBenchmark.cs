using SmartCity.Protocols.Cap;

namespace SmartCity.Benchmarks.Codecs;

/// <summary>
/// CAP alerts a second and bytes allocated an alert, beside a copy of the same bytes in the same run: 100 different alerts
/// of the size the weather station sends, one info, two areas, a polygon of five points.
/// </summary>
public static class CapBenchmark
{
    private const int Alerts = 100;

    /// <summary>Prints the table.</summary>
    public static void Run()
    {
        CapAlert[] alerts = [.. Enumerable.Range(0, Alerts).Select(Alert)];
        byte[][] documents = [.. alerts.Select(Write)];
        byte[][] copies = [.. documents.Select(document => new byte[document.Length])];
        var table = new CodecTable("CAP 1.2", Alerts, documents.Sum(document => document.Length));
        table.Measure("memory copy of the same bytes", () => Copy(documents, copies));
        table.Measure("read", () => CodecTable.Expect(Alerts, documents.Count(document => CapReader.Read(document).Value is not null)));
        table.Measure("check the rules", () => CodecTable.Expect(Alerts, alerts.Count(alert => CapRules.Check(alert).IsEmpty)));
        table.Measure("check the rules and write", () => CodecTable.Expect(Alerts, alerts.Count(alert => CapWriter.TryWrite(alert, out _, out _))));
    }

    private static void Copy(byte[][] documents, byte[][] copies)
    {
        for (int i = 0; i < documents.Length; i++)
        {
            documents[i].CopyTo(copies[i], 0);
        }
    }

    private static byte[] Write(CapAlert alert) => CapWriter.TryWrite(alert, out ReadOnlyMemory<byte> document, out var problems)
        ? document.ToArray()
        : throw new InvalidOperationException(string.Join("; ", problems));

    private static CapAlert Alert(int number) => new()
    {
        Identifier = $"43040041600000_2026112308{number / 60:00}{number % 60:00}_0",
        Sender = "43040041600000",
        Sent = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(8)).AddSeconds(number),
        Status = CapStatus.Actual,
        MessageType = CapMessageType.Alert,
        Scope = CapScope.Public,
        Codes = ["CN-PROFILE"],
        Infos = [new CapInfo
        {
            Language = "zh-CN", Categories = [CapCategory.Met], Event = "暴雨", Urgency = CapUrgency.Expected, Severity = CapSeverity.Severe,
            Certainty = CapCertainty.Likely, EventCodes = [new CapPair("GB/T 35965", "11B03")], SenderName = "衡阳市气象台",
            Effective = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(8)), Expires = new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.FromHours(8)),
            Headline = "衡阳市气象台发布暴雨橙色预警信号", Description = "预计未来三小时内降雨量将达五十毫米以上，请注意防范。",
            Instruction = "停止户外活动，转移危险地带人员。", Parameters = [new CapPair("color", "Orange")],
            Areas =
            [
                new CapArea { Description = "珠晖区", Polygons = [[new(26.80m, 112.60m), new(27.00m, 112.60m), new(27.00m, 112.75m), new(26.80m, 112.75m), new(26.80m, 112.60m)]] },
                new CapArea { Description = "衡东县", Circles = [new CapCircle(new CapPoint(26.893m, 112.572m), 10)], Geocodes = [new CapPair("GB/T 2260", "430424")] },
            ],
        }],
    };
}
