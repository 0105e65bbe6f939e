using SmartCity.Protocols.Hj212;

namespace SmartCity.Protocols.Tests.Hj212;

public sealed class AssemblerTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, TimeSpan.FromHours(8));
    private readonly Hj212Assembler _assembler = new(maxPending: 3, maxAge: TimeSpan.FromMinutes(2));

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(3, 1, 2)]
    [InlineData(2, 3, 1)]
    public void Parts_in_any_order_make_the_whole(int first, int second, int third)
    {
        Assert.Equal(Hj212Part.Kept, Add(Part(first, 3), out _));
        Assert.Equal(Hj212Part.Kept, Add(Part(second, 3), out _));
        Assert.Equal(Hj212Part.Completed, Add(Part(third, 3), out Hj212Packet? whole));
        Assert.Equal("DataTime=20261122080000;f1-Avg=1;f2-Avg=2;f3-Avg=3", whole!.Cp);
        Assert.Equal((false, (byte)5, 0), (whole.IsSplit, whole.Flag!.Value, _assembler.Pending));
    }

    [Fact]
    public void A_part_that_comes_twice_does_no_harm_before_the_last_or_after_it()
    {
        Add(Part(1, 2), out _);
        Assert.Equal(Hj212Part.Duplicate, Add(Part(1, 2), out _));
        Assert.Equal(Hj212Part.Completed, Add(Part(2, 2), out _));
        Assert.Equal(Hj212Part.Duplicate, Add(Part(2, 2), out Hj212Packet? again));
        Assert.Null(again);
        Assert.Equal(0, _assembler.Pending);
    }

    [Fact]
    public void A_period_sent_again_with_other_values_is_put_together_anew()
    {
        Add(Part(1, 2), out _);
        Add(Part(2, 2), out _);
        Add(Part(1, 2, value: "M"), out _);
        Assert.Equal(Hj212Part.Completed, Add(Part(2, 2, value: "M"), out Hj212Packet? corrected));
        Assert.Equal("DataTime=20261122080000;f1-Avg=M;f2-Avg=M", corrected!.Cp);
    }

    [Fact]
    public void Devices_commands_and_periods_are_kept_apart()
    {
        Add(Part(1, 2), out _);
        Assert.Equal(Hj212Part.Kept, Add(Part(2, 2) with { Mn = "OTHER" }, out _));
        Assert.Equal(Hj212Part.Kept, Add(Part(2, 2) with { Cn = 2051 }, out _));
        Assert.Equal(3, _assembler.Pending);
    }

    [Fact]
    public void What_waits_is_bounded_in_number_and_in_age()
    {
        for (int device = 0; device < 10; device++)
        {
            Add(Part(1, 2) with { Mn = $"D{device}" }, out _);
        }

        Assert.Equal((3, 7L), (_assembler.Pending, _assembler.GivenUp));
        _assembler.Add(Part(1, 2), Start.AddMinutes(3), out _);
        Assert.Equal((1, 10L), (_assembler.Pending, _assembler.GivenUp));
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(1, 65)]
    public void Part_numbers_that_make_no_sense_are_refused(int pno, int pnum) =>
        Assert.Equal(Hj212Part.Refused, Add(Part(pno, pnum), out _));

    [Fact]
    public void The_parts_of_the_standard_s_own_example_make_one_hour()
    {
        List<Hj212Packet> parts = [.. Samples.Read("hj212_standard_appendixC.txt").Where(sample => sample.Line.Contains("Flag=7;PNUM"))
            .Select(sample => Hj212Wire.Packet(sample.Frame))];
        Assert.Equal(2, parts.Count);
        Add(parts[1], out _);
        Add(parts[0], out Hj212Packet? whole);
        Assert.Equal(3, Protocols.Hj212.Readings.Hj212Readings.Read(whole!).Measurements.Count);
    }

    [Fact]
    public void What_the_splitter_cuts_the_assembler_joins()
    {
        string cp = "DataTime=20261122080000;" + string.Join(';', Enumerable.Range(10, 80).Select(i => $"a340{i}-Avg={i},a340{i}-Flag=N"));
        var packet = new Hj212Packet("20261122080000000", "22", 2061, "123456", "A1", 5, cp);
        IReadOnlyList<Hj212Packet> parts = Hj212Splitter.Split(packet);
        Assert.True(parts.Count > 2);
        Assert.Equal(parts.Count, parts.Select(part => part.Qn).Distinct().Count());
        Assert.All(parts, part => Assert.NotNull(Hj212Writer.Write(part)));
        Hj212Packet? whole = null;
        foreach (Hj212Packet part in parts.Reverse())
        {
            Add(part, out whole);
        }

        Assert.Equal(cp, whole!.Cp);
    }

    private Hj212Part Add(Hj212Packet packet, out Hj212Packet? whole) => _assembler.Add(packet, Start, out whole);

    private static Hj212Packet Part(int pno, int pnum, string? value = null) => new(
        $"2026112208000000{pno % 10}", "22", 2061, "123456", "A1", 7, $"DataTime=20261122080000;f{pno}-Avg={value ?? pno.ToString()};", pnum, pno);
}
