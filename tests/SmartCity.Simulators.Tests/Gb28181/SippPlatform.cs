namespace SmartCity.Simulators.Tests.Gb28181;

/// <summary>
/// A platform as a SIPp scenario. SIPp begins a call for every Call-ID: a REGISTER leads through registration, a catalogue
/// query, a call and the unregistration; a MESSAGE is checked and answered.
/// </summary>
internal static class SippPlatform
{
    private const string Echo = """
        [last_Via:]
        [last_From:]
        [last_To:];tag=[pid]SIPpTag[call_number]
        [last_Call-ID:]
        [last_CSeq:]
        """;

    private const string Head = """
        Via: SIP/2.0/[transport] [local_ip]:[local_port];rport;branch=[branch]
        From: <sip:43040000002000000001@4304000000>;tag=[pid]S[call_number]
        To: <sip:43040500001180000001@4304000000>[$totag]
        Call-ID: [call_id]
        Contact: <sip:43040000002000000001@[local_ip]:[local_port]>
        Max-Forwards: 70
        """;

    public static string Scenario => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <scenario name="gb28181 platform">
          <recv request="REGISTER" optional="true" next="1"/>
          <recv request="MESSAGE">
            <action>
              <ereg regexp="CmdType.(Keepalive|Catalog).*SN.[0-9]+.*DeviceID.43040500001180000001" search_in="body" check_it="true" assign_to="known,command"/>
            </action>
          </recv>
          <send next="2"><![CDATA[
        SIP/2.0 200 OK
        {Echo}
        Content-Length: 0

        ]]></send>
          <label id="1"/>
          <send><![CDATA[
        SIP/2.0 401 Unauthorized
        {Echo}
        WWW-Authenticate: Digest realm="4304000000",nonce="5f2b7c1d9e",algorithm=MD5
        Content-Length: 0

        ]]></send>
          <recv request="REGISTER">
            <action>
              <verifyauth assign_to="verified" username="43040500001180000001" password="12345678"/>
            </action>
          </recv>
          <nop next="3" test="verified"/>
          <send next="2"><![CDATA[
        SIP/2.0 403 Forbidden
        {Echo}
        Content-Length: 0

        ]]></send>
          <label id="3"/>
          <send><![CDATA[
        SIP/2.0 200 OK
        {Echo}
        Date: 2026-11-22T11:18:00.000
        Expires: 3600
        Content-Length: 0

        ]]></send>
          <send retrans="500"><![CDATA[
        MESSAGE sip:43040500001180000001@4304000000 SIP/2.0
        {Head}
        CSeq: 101 MESSAGE
        Content-Type: Application/MANSCDP+xml
        Content-Length: [len]

        <?xml version="1.0" encoding="GB2312"?>
        <Query>
        <CmdType>Catalog</CmdType>
        <SN>17430</SN>
        <DeviceID>43040500001180000001</DeviceID>
        </Query>
        ]]></send>
          <recv response="200"/>
          <send retrans="500"><![CDATA[
        INVITE sip:43040500001310000101@4304000000 SIP/2.0
        {Head}
        CSeq: 102 INVITE
        Subject: 43040500001310000101:0040000001,43040000002000000001:0
        Content-Type: APPLICATION/SDP
        Content-Length: [len]

        v=0
        o=43040000002000000001 0 0 IN IP[local_ip_type] [local_ip]
        s=Play
        c=IN IP[media_ip_type] [media_ip]
        t=0 0
        m=video [media_port] RTP/AVP 96 98
        a=recvonly
        a=rtpmap:96 PS/90000
        a=rtpmap:98 H264/90000
        y=0040000001
        ]]></send>
          <recv response="100" optional="true"/>
          <recv response="200">
            <action>
              <ereg regexp="a=sendonly.*y=0040000001" search_in="body" check_it="true" assign_to="promise"/>
              <ereg regexp=";tag=.*" search_in="hdr" header="To:" check_it="true" assign_to="totag"/>
            </action>
          </recv>
          <send><![CDATA[
        ACK sip:43040500001180000001@4304000000 SIP/2.0
        {Head}
        CSeq: 102 ACK
        Content-Length: 0

        ]]></send>
          <send retrans="500"><![CDATA[
        BYE sip:43040500001180000001@4304000000 SIP/2.0
        {Head}
        CSeq: 103 BYE
        Content-Length: 0

        ]]></send>
          <recv response="200"/>
          <recv request="REGISTER">
            <action>
              <ereg regexp="^ *0" search_in="hdr" header="Expires:" check_it="true" assign_to="ended"/>
            </action>
          </recv>
          <send><![CDATA[
        SIP/2.0 200 OK
        {Echo}
        Expires: 0
        Content-Length: 0

        ]]></send>
          <label id="2"/>
          <Reference variables="known,command,verified,promise,ended,totag"/>
        </scenario>
        """;
}
