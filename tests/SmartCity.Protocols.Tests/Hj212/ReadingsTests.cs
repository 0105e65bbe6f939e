using SmartCity.Protocols.Hj212;
using SmartCity.Protocols.Hj212.Factors;
using SmartCity.Protocols.Hj212.Readings;

namespace SmartCity.Protocols.Tests.Hj212;

public sealed class ReadingsTests
{
    [Fact]
    public void The_fields_of_a_factor_may_stand_in_any_order_and_the_last_of_two_counts()
    {
        Hj212DataSet set = Read(2061, "a34004-Flag=N,a34004-Avg=35.2,a34004-Max=40;DataTime=20260101080000;a34004-Avg=36,a34004-Min=1e1,a34004-Cou=7");
        Hj212Measurement pm25 = Assert.Single(set.Measurements);
        Assert.Equal((36m, 40m, 10m, 7m, Hj212DataFlag.Normal), (pm25.Avg!.Value, pm25.Max!.Value, pm25.Min!.Value, pm25.Cou!.Value, pm25.Flag));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.FromHours(8)), set.DataTime);
    }

    [Fact]
    public void Codes_of_2005_become_those_of_2017_and_unknown_ones_stay()
    {
        Hj212DataSet set = Read(2011, "DataTime=20160824003817;B01-Rtd=36.91;011-Rtd=231.0,011-Flag=N;02-Rtd=5;831-Rtd=3.1;LAMPBLACK-Rtd=0.5");
        Assert.Equal([("w00000", "B01"), ("w01018", "011"), ("a21026", "02"), ("831", null), ("LAMPBLACK", null)],
            set.Measurements.Select(measurement => (measurement.Code, measurement.OldCode)));
        Assert.Equal(231.0m, set.Of("w01018")!.Rtd);
    }

    [Fact]
    public void Marks_are_an_open_set_and_what_is_no_number_is_kept_as_text()
    {
        Hj212DataSet set = Read(2011, "a-Rtd=---,a-Flag=Q7,a-EFlag=A01,a-SampleTime=20160801070000,a-ValidNum=10;b-Rtd=1,b-Flag=T");
        Hj212Measurement a = set.Of("a")!;
        Assert.Equal((null, Hj212DataFlag.Other, "Q7", "A01"), (a.Rtd, a.Flag, a.FlagText, a.EFlag));
        Assert.Equal(("---", "10"), (a.Others["Rtd"], a.Others["ValidNum"]));
        Assert.Equal(new DateTimeOffset(2016, 8, 1, 7, 0, 0, TimeSpan.FromHours(8)), a.SampleTime);
        Assert.Equal(Hj212DataFlag.BeyondRange, set.Of("b")!.Flag);
    }

    [Fact]
    public void Noise_levels_and_device_states_are_read()
    {
        Hj212DataSet set = Read(2031, "DataTime=20160801000000;Leq-Data=50.5;Ld-DayData=52.5;Ln-NightData=42.0;SB1-RS=1;SB2-RT=8.5");
        Assert.Equal((50.5m, 52.5m, 42.0m), (set.Of("Leq")!.Data!.Value, set.Of("Ld")!.DayData!.Value, set.Of("Ln")!.NightData!.Value));
        Assert.Equal([new("SB1", "RS", 1m), new("SB2", "RT", 8.5m)], set.DeviceStates);
    }

    [Fact]
    public void Converted_values_of_flue_gas_stand_beside_the_measured_ones()
    {
        Hj212Measurement dust = Read(2011, "01-Rtd=25.2100,01-ZsRtd=63.6616,01-Flag=N").Of("a34013")!;
        Assert.Equal((25.21m, 63.6616m), (dust.Rtd!.Value, dust.ZsRtd!.Value));
    }

    [Fact]
    public void Every_data_frame_of_the_samples_yields_what_it_says()
    {
        int measurements = 0;
        foreach (Sample sample in Samples.Read("hj212_standard_appendixC.txt").Concat(Samples.Read("hj212_wild_ok.txt")))
        {
            Hj212Packet packet = Hj212Wire.Packet(sample.Frame);
            if (Hj212Cn.IsData(packet.Cn) && packet.Cp.Contains("DataTime"))
            {
                Hj212DataSet set = Hj212Readings.Read(packet);
                Assert.NotNull(set.DataTime);
                Assert.True(set.Measurements.Count > 0);
                Assert.All(set.Measurements, m => Assert.True((m.Rtd ?? m.Avg ?? m.Data ?? m.DayData ?? m.NightData) is not null || m.FlagText is not null));
                measurements += set.Measurements.Count;
            }
        }

        Assert.True(measurements > 150, $"{measurements} measurements");
    }

    [Fact]
    public void The_factor_table_covers_every_row_of_the_standard()
    {
        Assert.True(Hj212Factors.All.Count >= 353);
        Assert.Equal(("化学需氧量", "mg/L", "kg"), (Hj212Factors.Find("011")!.Name, Hj212Factors.Find("w01018")!.Unit, Hj212Factors.Find("w01018")!.TotalUnit));
        Assert.Equal("进水口 COD", Hj212Factors.Find("e10203")!.Name);
        Assert.Null(Hj212Factors.Find("LAMPBLACK"));
        Assert.All(Hj212Factors.All, factor => Assert.NotEmpty(factor.Unit));
    }

    private static Hj212DataSet Read(int cn, string cp)
    {
        var packet = new Hj212Packet("20160801085857223", "22", cn, "123456", "010000A8900016F000169DC0", 5, cp);
        Hj212DataSet ofPacket = Hj212Readings.Read(packet);
        Assert.Equal(FrameError.None, Hj212Codec.TryRead(Hj212Writer.Write(packet), Hj212ReadOptions.Default, out Hj212Frame frame, out _));
        Hj212DataSet ofFrame = Hj212Readings.Read(frame);
        Assert.Equal(ofPacket.Measurements.Select(m => (m.Code, m.Rtd, m.Avg)), ofFrame.Measurements.Select(m => (m.Code, m.Rtd, m.Avg)));
        return ofFrame;
    }
}
