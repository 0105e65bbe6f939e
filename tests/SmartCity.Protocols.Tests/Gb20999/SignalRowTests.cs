using SmartCity.Protocols.Gb20999;

namespace SmartCity.Protocols.Tests.Gb20999;

public class SignalRowTests
{
    private static readonly FrameHeader Report = new(0x0102, 1, 1, 0, 1, FrameType.Report);

    [Fact]
    public void A_report_of_two_detectors_is_two_rows_with_named_values()
    {
        SignalMessage message = SignalMessage.Of(Report,
            (new DataAddress(14, 2, 2, 1), new byte[] { 1, 0 }), (new DataAddress(14, 2, 4, 1), new byte[] { 0, 42 }),
            (new DataAddress(14, 2, 2, 2), new byte[] { 0, 7 }), (new DataAddress(14, 2, 99, 2), new byte[] { 9 }));
        var rows = SignalRow.Of(message);
        Assert.Equal([(byte)1, (byte)2], rows.Select(row => row.Element));
        Assert.Equal((256, 42), (rows[0].Number("Flow"), rows[0].Number("MeanSpeed")));
        Assert.Equal(7, rows[1].Number("Flow"));
        Assert.Null(rows[1].Number("MeanSpeed"));
        Assert.Equal([9], Assert.Single(rows[1].Unknown).Value);
    }

    [Fact]
    public void A_fault_has_its_time_and_an_error_answer_has_no_rows()
    {
        SignalMessage message = SignalMessage.Of(Report,
            (new DataAddress(16, 2, 2, 1), new byte[] { 0x10 }), (new DataAddress(16, 2, 3, 1), new byte[] { 7, 0xE5, 9, 2, 18, 18, 33 }));
        SignalRow row = Assert.Single(SignalRow.Of(message));
        Assert.Equal(((long)FaultType.GreenConflict, new DateTime(2021, 9, 2, 18, 18, 33)), (row.Number("FaultType"), row.Time("FaultTime")));
        Assert.Empty(SignalRow.Of(message with { Header = Report with { Type = FrameType.QueryError } }));
    }

    [Fact]
    public void The_fast_crc_is_the_bitwise_one_at_every_length()
    {
        var random = new Random(20999);
        for (int length = 0; length < 70; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.Equal(Bitwise(bytes), (int)Crc16.Compute(bytes));
        }
    }

    private static int Bitwise(byte[] bytes)
    {
        int crc = 0;
        foreach (byte b in bytes)
        {
            crc ^= b << 8;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = ((crc & 0x8000) != 0 ? (crc << 1) ^ 0x1005 : crc << 1) & 0xFFFF;
            }
        }

        return crc;
    }
}
