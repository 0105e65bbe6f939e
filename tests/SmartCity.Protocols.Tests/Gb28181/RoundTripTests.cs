using FsCheck;
using FsCheck.Fluent;
using SmartCity.Protocols.Gb28181;
using SmartCity.Protocols.Gb28181.Manscdp;
using SmartCity.Protocols.Gb28181.Sdp;
using SmartCity.Protocols.Gb28181.Sip;

namespace SmartCity.Protocols.Tests.Gb28181;

public sealed class RoundTripTests
{
    private static Gen<string> Word(string letters, int longest) =>
        from length in Gen.Choose(1, longest)
        from characters in Gen.Elements(letters.ToCharArray()).ArrayOf(length)
        select new string(characters);

    private static Gen<string> Token => Word("abcXYZ019-._", 12);

    private static Gen<string> Digits(int count) => Gen.Elements("0123456789".ToCharArray()).ArrayOf(count).Select(digits => new string(digits));

    private static Gen<SipParameters> Parameters =>
        from names in Gen.Elements("tag", "branch", "rport", "expires", "lr").ListOf().Select(list => list.Distinct().Take(4))
        from values in Gen.OneOf(Token.Select(value => (string?)value), Gen.Constant<string?>(null)).ArrayOf(4)
        select names.Zip(values).Aggregate(SipParameters.None, (all, pair) => all.With(pair.First, pair.Second));

    private static Gen<SipUri> Uris =>
        from user in Gen.OneOf(Digits(20), Gen.Constant(""))
        from host in Gen.Elements("4304000000", "192.0.2.1", "[2001:db8::1]", "platform.example")
        from port in Gen.OneOf(Gen.Choose(0, 65535).Select(port => (int?)port), Gen.Constant<int?>(null))
        from parameters in Parameters
        select new SipUri(user, host, port, parameters);

    [Fact]
    public void An_identifier_is_the_sum_of_its_parts() =>
        Check(Digits(20), text =>
        {
            var id = DeviceId.Parse(text);
            var again = DeviceId.Create(id.CentreCode, id.Industry, id.Type, id.Network, id.Sequence);
            return again == id && again.ToString() == text && text.StartsWith(id.Domain, StringComparison.Ordinal) && id.Domain.StartsWith(id.CivilCode, StringComparison.Ordinal);
        });

    [Fact]
    public void Only_twenty_digits_are_an_identifier() =>
        Check(Word("0123456789 x０٣", 24), text => DeviceId.TryParse(text, out _) == (text.Trim().Length == 20 && text.Trim().All(char.IsAsciiDigit)));

    [Fact]
    public void An_address_reads_as_it_was_written() =>
        Check(Uris, uri => SipUri.TryParse(uri.ToString(), out var read) && read.Equals(uri));

    [Fact]
    public void A_named_address_reads_as_it_was_written() =>
        Check(
            from name in Gen.OneOf(Gen.Constant(""), Word("衡阳 a,;<>\"\\@:", 10).Select(text => text.Trim()))
            from uri in Uris
            from parameters in Parameters
            select new NameAddress(name, uri, parameters),
            address => NameAddress.TryParse(address.ToString(), out var read) && read.Equals(address));

    [Fact]
    public void Several_addresses_on_one_line_are_told_apart() =>
        Check(
            from names in Word("a,;<>\"\\", 6).ArrayOf(3)
            from uris in Uris.ArrayOf(3)
            select names.Zip(uris, (name, uri) => new NameAddress(name, uri, SipParameters.None)).ToArray(),
            addresses =>
            {
                var headers = new SipHeaders();
                headers.Add("Contact", string.Join(", ", addresses.AsEnumerable()));
                return headers.List("contact").SequenceEqual(addresses.Select(address => address.ToString()));
            });

    [Fact]
    public void A_Via_reads_as_it_was_written() =>
        Check(
            from transport in Gen.Elements("UDP", "TCP")
            from host in Gen.Elements("192.0.2.1", "[::1]", "proxy")
            from port in Gen.Choose(1, 65535)
            from parameters in Parameters
            select new Via(transport, host, port, parameters),
            via => Via.TryParse(via.ToString(), out var read) && read.Equals(via));

    [Fact]
    public void A_message_reads_as_it_was_written_from_a_datagram_and_from_a_stream() =>
        Check(
            from callId in Token
            from number in Gen.Choose(1, int.MaxValue)
            from method in Gen.Elements("REGISTER", "MESSAGE", "NOTIFY", "OPTIONS", "SUBSCRIBE", "INVITE", "BYE")
            from body in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()
            select (callId, number, method, body),
            given =>
            {
                var party = new SipParty("43040500001320000001", "4304000000", "192.0.2.10", 5060, "UDP");
                var request = party.Request(given.method, new SipUri("43040000002000000001", "4304000000"), given.callId, (uint)given.number, "tag", "z9hG4bK1");
                request.Body = given.body;
                var bytes = SipWriter.Write(request);
                return SipReader.TryReadDatagram(bytes, SipLimits.Default, out var datagram) == FrameError.None
                    && SipReader.TryRead(bytes, SipLimits.Default, out var streamed, out var consumed) == FrameError.None
                    && consumed == bytes.Length
                    && SipWriter.Write(datagram!).AsSpan().SequenceEqual(bytes) && SipWriter.Write(streamed!).AsSpan().SequenceEqual(bytes);
            });

    [Fact]
    public void A_PTZ_command_reads_as_it_was_written_and_a_bent_digit_is_found() =>
        Check(
            from bytes in Gen.Choose(0, 255).ArrayOf(3)
            from zoom in Gen.Choose(0, 15)
            from address in Gen.Choose(0, 4095)
            from at in Gen.Choose(0, 7)
            from bit in Gen.Choose(0, 7)
            select (Command: new PtzCommand((byte)bytes[0], (byte)bytes[1], (byte)bytes[2], (byte)zoom, address), at, bit),
            given =>
            {
                var bent = Convert.FromHexString(given.Command.ToString());
                bent[given.at] ^= (byte)(1 << given.bit);
                return PtzCommand.TryParse(given.Command.ToString(), out var read) == FrameError.None && read == given.Command
                    && PtzCommand.TryParse(Convert.ToHexString(bent), out _) != FrameError.None;
            });

    [Fact]
    public void An_SSRC_reads_as_it_was_written() =>
        Check(
            from recorded in Gen.Elements(true, false)
            from platform in Digits(20)
            from number in Gen.Choose(0, 9999)
            select Ssrc.For(DeviceId.Parse(platform), recorded, number),
            ssrc => Ssrc.TryParse(ssrc.ToString(), out var read) && read == ssrc && read.ToRtp().ToString("D10", null) == ssrc.ToString());

    private static void Check<T>(Gen<T> values, Func<T, bool> holds) => Prop.ForAll(values.ToArbitrary(), holds).QuickCheckThrowOnFailure();
}
