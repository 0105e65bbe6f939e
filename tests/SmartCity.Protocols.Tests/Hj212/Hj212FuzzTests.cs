using SmartCity.Protocols.Tests.Fuzz;

namespace SmartCity.Protocols.Tests.Hj212;

public sealed class Hj212FuzzTests
{
    private static readonly byte[][] Frames =
    [
        Hj212Wire.Bytes(Hj212Wire.Official),
        Hj212Wire.Frame("QN=20160801085857534;ST=32;CN=2061;PW=123456;MN=010000A8900016F000169DC0;Flag=7;PNUM=2;PNO=1;CP=&&DataTime=20160801080000;w00000-Cou=63.0,w00000-Avg=17.5,w00000-Flag=N;w01001-Min=7.1,w01001-Flag=N;&&"),
        Hj212Wire.Frame("ST=91;CN=9013;PW=123456;MN=ABCDEFG1234567;Flag=0;CP=&&QN=20170516010101001&&"),
        Hj212Wire.Frame("QN=20160801085857223;ST=32;CN=3020;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime=20100301145000;PolId=w01018;i11001-Info=//a;b,c//&&"),
    ];

    private static FrameFuzz Fuzz => new("hj212", Hj212Wire.Touch, Frames, maxFrameBytes: 4096 + 12, maxAllocatedBytes: 0);

    [Fact]
    public void Whole_frames_are_read() => Fuzz.Whole();

    [Fact]
    public void A_frame_cut_at_any_byte_is_incomplete() => Fuzz.CutAtEveryByte();

    [Fact]
    public void A_bent_byte_costs_no_later_frame() => Fuzz.EveryByteBent();

    [Fact]
    public void Random_input_is_survived_and_the_next_good_frame_found() => Fuzz.RandomInput();
}
