using System.Text;
using SmartCity.Protocols.Gb28181.Manscdp;

namespace SmartCity.Protocols.Tests.Gb28181;

public sealed class ManscdpTests
{
    private const string Camera = "43040500001320000001";

    private static readonly DateTime At = new(2026, 11, 22, 11, 11, 11);

    public static TheoryData<ManscdpMessage> Messages => [.. All];

    private static ManscdpMessage[] All =>
    [
        new Keepalive(1, Camera, "OK", ["43040500001310000002"]),
        new DeviceQuery(2, Camera, ManscdpCommands.DeviceInfo),
        new DeviceQuery(3, Camera, ManscdpCommands.DeviceStatus),
        new DeviceInfo(2, Camera, "OK", "东风路口球机", "衡云", "HY-1", "V1.0", 4),
        new DeviceStatus(3, Camera, "OK", "ONLINE", "OK", null, "ON", "OFF", At, [new AlarmInputStatus("43040500001340000001", "ONDUTY")]),
        new CatalogQuery(4, Camera, At, null),
        new CatalogPage(4, Camera, 2, [new CatalogItem("43040500001310000002", "雁峰公园 & <南门>") { CivilCode = "430405", Parental = 0, ParentId = Camera, Longitude = 112.57, Latitude = 26.89, Status = "ON", Secrecy = 0 }]),
        new CatalogPage(5, Camera, 1, [new CatalogItem("430405", "珠晖区") { Event = "ADD" }], IsNotify: true),
        new RecordInfoQuery(6, Camera, At, At.AddHours(1), "all"),
        new RecordInfo(6, Camera, "球机", 1, [new RecordItem(Camera, "球机", At, At.AddMinutes(10), "/1.ps", "time", 1024)]),
        new AlarmNotify(7, Camera, 1, AlarmMethods.Video, At, "绊线", 112.57, 26.89, 5),
        new AlarmQuery(8, Camera, 1, 4, "0", At, At.AddDays(1)),
        new Result(7, Camera, ManscdpCommands.Alarm, "OK"),
        new Result(9, Camera, ManscdpCommands.DeviceControl, "ERROR"),
        new MobilePositionQuery(10, Camera, 15),
        new MobilePosition(11, Camera, At, 112.57, 26.89, 32.5, 90, -1.5),
        new DeviceControl(12, Camera, "PTZCmd", PtzCommand.CallPreset(3).ToString()),
    ];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_reads_as_it_was_written_in_every_encoding(ManscdpMessage message)
    {
        foreach (var encoding in Enum.GetValues<ManscdpEncoding>())
        {
            var body = message.Write(encoding);
            Assert.Equal(FrameError.None, ManscdpMessage.TryRead(body, ManscdpLimits.Default, out var read));
            Assert.Equivalent(message, read, strict: true);
            Assert.IsType(message.GetType(), read);
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_cut_or_bent_anywhere_is_named_or_read_and_never_throws(ManscdpMessage message)
    {
        var body = message.Write(ManscdpEncoding.Gb2312);
        for (var at = 0; at < body.Length; at++)
        {
            Touch(body.AsSpan(0, at));
            for (var bit = 0; bit < 8; bit++)
            {
                body[at] ^= (byte)(1 << bit);
                Touch(body);
                body[at] ^= (byte)(1 << bit);
            }
        }
        static void Touch(ReadOnlySpan<byte> input)
        {
            var error = ManscdpMessage.TryRead(input, ManscdpLimits.Default, out var read);
            Assert.Equal(error == FrameError.None, read is not null);
            if (read is not null)
                _ = read.Write(ManscdpEncoding.Gb18030);
        }
    }

    [Fact]
    public void A_document_type_is_refused_and_nothing_is_expanded_or_fetched()
    {
        const string laughs = "<?xml version=\"1.0\"?><!DOCTYPE n [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><Notify><CmdType>Keepalive</CmdType><SN>1</SN><DeviceID>&b;</DeviceID></Notify>";
        Assert.Equal(FrameError.BadField, Read(laughs, out _));
        Assert.Equal(FrameError.BadField, Read("<!DOCTYPE n SYSTEM \"file:///etc/hostname\"><Notify><CmdType>Keepalive</CmdType></Notify>", out _));
    }

    [Fact]
    public void Depth_size_and_number_are_bounded()
    {
        var limits = new ManscdpLimits { Bytes = 100_000, Depth = 6, Elements = 100 };
        Assert.Equal(FrameError.TooLong, ManscdpMessage.TryRead(Encoding.ASCII.GetBytes("<Notify>" + string.Concat(Enumerable.Repeat("<a>", 5000))), limits, out _));
        Assert.Equal(FrameError.TooLong, ManscdpMessage.TryRead(Encoding.ASCII.GetBytes("<Notify>" + string.Concat(Enumerable.Repeat("<a/>", 101))), limits, out _));
        Assert.Equal(FrameError.TooLong, ManscdpMessage.TryRead(new byte[100_001], limits, out _));
    }

    [Theory]
    [InlineData("<Query><CmdType>Keepalive</CmdType><SN>1</SN><DeviceID>43040500001320000001</DeviceID><Status>ON</Status></Query>", "under Query")]
    [InlineData("<?xml version=\"1.0\" encoding-\"gb2312\"?>\r\n<Notify>\n<cmdType>Keepalive</cmdType><sn>1</sn><DeviceId>43040500001320000001</DeviceId><Status>ON</Status></Notify>", "broken first line, odd case")]
    [InlineData("\uFEFF\r\n<Notify><CmdType>Keepalive</CmdType><SN> 1 </SN><DeviceID>43040500001320000001\r\n</DeviceID><Status>ON</Status></Notify>\0\0", "byte order mark, blanks, zeros behind")]
    [InlineData("<Notify><CmdType>Keepalive</CmdType><SN>1</SN><DeviceID>43040500001320000001</DeviceID><Status>ON</Status></Notify><Notify><CmdType>Alarm</CmdType></Notify>", "two roots")]
    [InlineData("<Notify xmlns=\"urn:x\"><CmdType>Keepalive</CmdType><SN>1</SN><DeviceID>43040500001320000001</DeviceID><Status>ON</Status></Notify>", "a namespace")]
    [InlineData("<Notify><CmdType>Keepalive</CmdType><SN>1</SN><DeviceID>43040500001320000001</DeviceID><Status>ON</Status><Name>A&B</Name></Notify>", "a bare ampersand")]
    public void A_keepalive_is_read_however_it_is_sent(string text, string how)
    {
        Assert.True(Read(text, out var message) == FrameError.None, how);
        Assert.Equivalent(new Keepalive(1, Camera, "ON", []), message);
    }

    [Fact]
    public void What_is_no_document_of_ours_is_named()
    {
        Assert.Equal(FrameError.BadHeader, Read("<Html><CmdType>Keepalive</CmdType></Html>", out _));
        Assert.Equal(FrameError.BadHeader, Read("<Notify><SN>1</SN></Notify>", out _));
        Assert.Equal(FrameError.BadField, Read("", out _));
        Assert.Equal(FrameError.BadField, Read("<Notify><CmdType>Alarm</CmdType><SN>1</SN><DeviceID>1</DeviceID></Notify>", out _));
        Assert.Equal(FrameError.BadField, Read("<Notify><CmdType>MobilePosition</CmdType><Time>2026-11-22T11:11:11</Time><Longitude>NaN</Longitude><Latitude>1</Latitude></Notify>", out _));
    }

    [Fact]
    public void An_unknown_command_is_kept_whole()
    {
        Assert.Equal(FrameError.None, Read("<Response><CmdType>ConfigDownload</CmdType><SN>3</SN><DeviceID>1</DeviceID><BasicParam><Name>球机</Name></BasicParam></Response>", out var message));
        var other = Assert.IsType<OtherMessage>(message);
        Assert.Equal("球机", other.Document.Root.Element("BasicParam")!.Element("Name")!.Value);
        Assert.Contains("<BasicParam>", ChineseText.Decode(other.Write(ManscdpEncoding.Gb2312)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_character_outside_GB2312_survives_where_GB2312_is_declared()
    {
        var body = new DeviceInfo(1, Camera, "OK", "㙟𠮷", null, null, null, null).Write(ManscdpEncoding.Gb2312);
        Assert.Equal(FrameError.None, ManscdpMessage.TryRead(body, ManscdpLimits.Default, out var read));
        Assert.Equal("㙟𠮷", Assert.IsType<DeviceInfo>(read).DeviceName);
    }

    [Fact]
    public void Pages_out_of_order_and_twice_make_one_catalogue()
    {
        var items = Enumerable.Range(1, 7).Select(number => new CatalogItem($"4304050000131000000{number}", $"{number}号")).ToArray();
        var pages = PagedAnswers.Cut(new CatalogQuery(1, Camera), items, 3).ToArray();
        Assert.Equal([3, 3, 1], pages.Select(page => page.Items.Count));
        var answer = PagedAnswers.Catalog();
        Assert.Equal(PagedState.Waiting, answer.Add(pages[2].SumNum, pages[2].Items));
        Assert.Equal(PagedState.Waiting, answer.Add(pages[0].SumNum, pages[0].Items));
        Assert.Equal(PagedState.Waiting, answer.Add(pages[0].SumNum, pages[0].Items));
        Assert.Equal(PagedState.Complete, answer.Add(pages[1].SumNum, pages[1].Items));
        Assert.Equal(3, answer.Repeated);
        Assert.Equal(items.Select(item => item.DeviceId).Order(), answer.Items.Select(item => item.DeviceId).Order());
    }

    [Fact]
    public void An_empty_catalogue_is_complete_with_its_one_page()
    {
        var page = Assert.Single(PagedAnswers.Cut(new CatalogQuery(1, Camera), [], 3));
        Assert.Equal(PagedState.Complete, PagedAnswers.Catalog().Add(page.SumNum, page.Items));
    }

    [Fact]
    public void Pages_that_disagree_or_announce_too_much_are_told_so()
    {
        var one = new CatalogItem[] { new("1", "") };
        var answer = PagedAnswers.Catalog();
        answer.Add(5, one);
        Assert.Equal(PagedState.Inconsistent, answer.Add(6, one));
        Assert.Equal(PagedState.TooMany, PagedAnswers.Catalog().Add(int.MaxValue, one));
        Assert.Equal(PagedState.Inconsistent, PagedAnswers.Catalog().Add(0, one));
    }

    [Fact]
    public void A_PTZ_command_is_read_by_the_figures_of_the_standard()
    {
        // A platform's own, seen in the field: up, both speeds 1E, zoom speed 1.
        Assert.Equal(FrameError.None, PtzCommand.TryParse("A50F01081E1E1009", out var up));
        Assert.Equal((new PtzCommand(0x08, 0x1E, 0x1E, 1), "A50F01081E1E1009"), (up, up.ToString()));
        Assert.Equal(FrameError.BadChecksum, PtzCommand.TryParse("A50F01081E1E1008", out _));
        Assert.Equal("A50F0108001E00DB", PtzCommand.Move(0, 1, 0, 0x1E, 0x1E, 1).ToString());
        Assert.Equal("A50F0100000000B5", PtzCommand.Stop.ToString());
        Assert.Equal(FrameError.BadHeader, PtzCommand.TryParse("A50E0100000000B4", out _));
        Assert.Equal(FrameError.BadLength, PtzCommand.TryParse("A50F", out _));
        Assert.Equal(FrameError.BadField, PtzCommand.TryParse("A50F01000000 0B5", out _));
    }

    private static FrameError Read(string text, out ManscdpMessage? message) => ManscdpMessage.TryRead(Encoding.UTF8.GetBytes(text), ManscdpLimits.Default, out message);
}
