using SmartCity.Protocols.Hj212;
using static SmartCity.Protocols.Tests.Hj212.Hj212Wire;

namespace SmartCity.Protocols.Tests.Hj212;

public sealed class LenienceTests
{
    private const string Head = "QN=20160801085857223;ST=32;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;";

    [Theory]
    [InlineData(Head + "CP=&&DataTime=20160801085857;a-Rtd=1&&", Hj212Deviations.None)]
    [InlineData(Head + "CP=&&DataTime=20160801085857;a-Rtd=1;&&", Hj212Deviations.TrailingSemicolon)]
    [InlineData(Head + "CP=&& &&", Hj212Deviations.Spaces)]
    [InlineData(Head + "CP=&&DataTime=20160801085857000;a-Rtd=1&&", Hj212Deviations.LongDataTime)]
    [InlineData(Head + "CP=&&DataTime=20160801085857000&&", Hj212Deviations.LongDataTime)]
    [InlineData(Head + "CP=&&BeginTime=20160801000000,EndTime=20160801000000&&", Hj212Deviations.CommaBeforeEndTime)]
    [InlineData(Head + "XX=1;CP=&&&&", Hj212Deviations.UnknownHeaderField)]
    [InlineData(Head + "CP=&&a-Rtd=1", Hj212Deviations.UnclosedCp)]
    [InlineData(Head + "CP=&&a-Rtd=1&&more", Hj212Deviations.TextAfterCp)]
    [InlineData("QN=20160802000000001,ST=32;CN=2041;PW=123456;MN=010000A8900016F000169DC0;Flag=5CP=&&&&", Hj212Deviations.CommaInHeader | Hj212Deviations.NoSemicolonBeforeCp)]
    [InlineData("ST=32;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&&&", Hj212Deviations.MissingQn)]
    [InlineData("QN=1617936069734;ST=32;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&&&", Hj212Deviations.UnixQn)]
    [InlineData("QN=2016080108;ST=32;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&&&", Hj212Deviations.OddQn)]
    [InlineData("QN=20160801085857223;ST=101;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&&&", Hj212Deviations.OddSt)]
    [InlineData("QN=20160801085857223;ST=T1;CN=2011;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&&&", Hj212Deviations.OddSt)]
    [InlineData("QN=20160801085857223;ST=32;CN=2011;PW=123456;MN=JLYP01_AIR01_0001;Flag=5;CP=&&&&", Hj212Deviations.OddMn)]
    [InlineData("QN=20160801085857223;ST=32;CN=2011;PW=123456;MN=ABCDEFG1234567;CP=&&&&", Hj212Deviations.MissingFlag)]
    [InlineData("QN=20160801085857223;ST=32;CN=2011;PW=BF47;MN=ABCDEFG1234567;Flag=999;CP=&&&&", Hj212Deviations.OddPw | Hj212Deviations.MissingFlag)]
    [InlineData("QN=20160801085857223;ST=31;CN=2051;PW=123456;MN=ABCDEFG1234567;Flag=3;PNO=0002;PNUM=0002;CP=&&&&", Hj212Deviations.PnoBeforePnum)]
    [InlineData("QN=20160801085857223;ST=31;CN=2051;PW=123456;MN=ABCDEFG1234567;Flag=2;CP=&&&&", Hj212Deviations.PartNumbersDisagree)]
    public void Each_deviation_is_accepted_and_named(string segment, Hj212Deviations expected) =>
        Assert.Equal(expected, Deviations(Frame(segment)));

    [Fact]
    public void A_lower_case_check_is_accepted_and_named() =>
        Assert.Equal(Hj212Deviations.LowerCaseCrc, Deviations(Bytes(Official.Replace("1C80", "1c80"))));

    [Fact]
    public void A_segment_of_1623_bytes_is_accepted_and_named()
    {
        byte[] frame = Frame(Head + "CP=&&" + string.Concat(Enumerable.Repeat("a34004-Rtd=1;", 118)) + "&&");
        Assert.True(frame.Length > 1600);
        Assert.Equal(Hj212Deviations.LongSegment | Hj212Deviations.TrailingSemicolon, Deviations(frame));
    }

    [Theory]
    [InlineData("", Hj212Edition.Edition2005)]
    [InlineData("Flag=0;", Hj212Edition.Edition2005)]
    [InlineData("Flag=3;", Hj212Edition.Edition2005)]
    [InlineData("Flag=4;", Hj212Edition.Edition2017)]
    [InlineData("Flag=7;", Hj212Edition.Edition2017)]
    [InlineData("Flag=8;", Hj212Edition.Edition2025)]
    [InlineData("Flag=11;", Hj212Edition.Edition2025)]
    [InlineData("Flag=240;", Hj212Edition.Unknown)]
    public void The_version_bits_of_Flag_tell_the_edition(string flag, Hj212Edition expected) =>
        Assert.Equal(expected, Packet(Frame($"QN=20160801085857223;ST=32;CN=2011;PW=123456;MN=A1;{flag}CP=&&&&")).Edition);

    [Fact]
    public void QN_inside_CP_is_the_QN_of_a_2005_frame()
    {
        byte[] frame = Frame("ST=91;CN=9013;PW=123456;MN=ABCDEFG1234567;Flag=0;CP=&&QN=20170516010101001&&");
        Assert.Equal(Hj212Deviations.None, Deviations(frame));
        Assert.Equal("20170516010101001", Packet(frame).Qn);
        Assert.Equal(frame, Hj212Writer.Write(Packet(frame)));
    }

    [Theory]
    [InlineData("20160801085857", "2016-08-01T08:58:57+08:00")]
    [InlineData("20160801085857223", "2016-08-01T08:58:57.223+08:00")]
    [InlineData("1617936069734", "2021-04-09T10:41:09.734+08:00")]
    [InlineData("19700101000000000", "1970-01-01T00:00:00+08:00")]
    [InlineData("99991231235959", "9999-12-31T23:59:59+08:00")]
    public void Times_are_Beijing_time_however_wild_the_clock(string digits, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Hj212Time.Parse(Bytes(digits)));

    [Theory]
    [InlineData("")]
    [InlineData("20160230000000")]
    [InlineData("20160801245900")]
    [InlineData("00000000000000")]
    [InlineData("00010101000000")]
    [InlineData("2016080108585x")]
    [InlineData("9999999999999x")]
    public void What_is_no_time_is_null(string digits) => Assert.Null(Hj212Time.Parse(Bytes(digits)));
}
