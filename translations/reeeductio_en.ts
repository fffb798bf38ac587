<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>reeeductio::AccessPage</name>
    <message numerus="yes">
        <source>%Ln member(s) may.</source>
        <translation>
            <numerusform>%Ln member may.</numerusform>
            <numerusform>%Ln members may.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln member(s) could get full power without anybody’s help.</source>
        <translation>
            <numerusform>%Ln member could get full power without anybody’s help.</numerusform>
            <numerusform>%Ln members could get full power without anybody’s help.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::AccessText</name>
    <message numerus="yes">
        <source>Whoever holds the tool %1 could become administrator in %n step(s)</source>
        <translation>
            <numerusform>Whoever holds the tool %1 could become administrator in %n step</numerusform>
            <numerusform>Whoever holds the tool %1 could become administrator in %n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 could become administrator in %n step(s)</source>
        <translation>
            <numerusform>%1 could become administrator in %n step</numerusform>
            <numerusform>%1 could become administrator in %n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::AdminActions</name>
    <message numerus="yes">
        <source>Somebody has changed %n of its entries since. Those stay as they are now.</source>
        <translation>
            <numerusform>Somebody has changed %n of its entries since. That one stays as it is now.</numerusform>
            <numerusform>Somebody has changed %n of its entries since. Those stay as they are now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::AnswerText</name>
    <message numerus="yes">
        <source>%n rights allow it.</source>
        <translation>
            <numerusform>%n right allows it.</numerusform>
            <numerusform>%n rights allow it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::AuditPage</name>
    <message numerus="yes">
        <source>None of %Ln finding(s) is like that.</source>
        <translation>
            <numerusform>The only finding is not like that.</numerusform>
            <numerusform>None of the %Ln findings is like that.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::AuditText</name>
    <message numerus="yes">
        <source>%Ln event(s) not entitled</source>
        <translation>
            <numerusform>%Ln event not entitled</numerusform>
            <numerusform>%Ln events not entitled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) altered</source>
        <translation>
            <numerusform>%Ln event altered</numerusform>
            <numerusform>%Ln events altered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) do not hold</source>
        <translation>
            <numerusform>%Ln event does not hold</numerusform>
            <numerusform>%Ln events do not hold</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln gap(s) in the history</source>
        <translation>
            <numerusform>%Ln gap in the history</numerusform>
            <numerusform>%Ln gaps in the history</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln event(s) verified so far</source>
        <translation>
            <numerusform>%Ln event verified so far</numerusform>
            <numerusform>%Ln events verified so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln event(s) verified</source>
        <translation>
            <numerusform>The only event verified</numerusform>
            <numerusform>All %Ln events verified</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more: export the audit to have all of them.</source>
        <translation>
            <numerusform>%Ln more: export the audit to have it as well.</numerusform>
            <numerusform>%Ln more: export the audit to have all of them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::Command</name>
    <message numerus="yes">
        <source>(%n bytes)</source>
        <translation>
            <numerusform>(%n byte)</numerusform>
            <numerusform>(%n bytes)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::DataPage</name>
    <message numerus="yes">
        <source>%n entry(s) met so far</source>
        <translation>
            <numerusform>%n entry met so far</numerusform>
            <numerusform>%n entries met so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing found among %n entry(s).</source>
        <translation>
            <numerusform>Nothing found: there is %n entry.</numerusform>
            <numerusform>Nothing found among %n entries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) are not what this server gave before.</source>
        <translation>
            <numerusform>%n entry is not what this server gave before.</numerusform>
            <numerusform>%n entries are not what this server gave before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %n entry(s).</source>
        <translation>
            <numerusform>Stopped after %n entry.</numerusform>
            <numerusform>Stopped after %n entries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(s) checked.</source>
        <translation>
            <numerusform>%n entry checked.</numerusform>
            <numerusform>%n entries checked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them is not what this server gave before.</source>
        <translation>
            <numerusform>%n of them is not what this server gave before.</numerusform>
            <numerusform>%n of them are not what this server gave before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be read.</source>
        <translation>
            <numerusform>%n could not be read.</numerusform>
            <numerusform>%n could not be read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::Effect</name>
    <message numerus="yes">
        <source>%n more</source>
        <comment>people</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stop(s) working</source>
        <translation>
            <numerusform>%n stops working</numerusform>
            <numerusform>%n stop working</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n still work(s)</source>
        <translation>
            <numerusform>%n still works</numerusform>
            <numerusform>%n still work</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n gain(s) rights</source>
        <comment>members</comment>
        <translation>
            <numerusform>%n member gains rights</numerusform>
            <numerusform>%n members gain rights</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lose(s) rights</source>
        <comment>members</comment>
        <translation>
            <numerusform>%n member loses rights</numerusform>
            <numerusform>%n members lose rights</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::ErrorText</name>
    <message numerus="yes">
        <source>it is too long for one message: shorten it by about %n bytes</source>
        <translation>
            <numerusform>it is too long for one message: shorten it by about %n byte</numerusform>
            <numerusform>it is too long for one message: shorten it by about %n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::ExplainDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::FilePageActions</name>
    <message numerus="yes">
        <source>Delete %n file(s) that no message uses?</source>
        <translation>
            <numerusform>Delete %n file that no message uses?</numerusform>
            <numerusform>Delete %n files that no message uses?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) deleted.</source>
        <translation>
            <numerusform>%n file deleted.</numerusform>
            <numerusform>%n files deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>names in a list</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be.</source>
        <translation>
            <numerusform>%n could not be.</numerusform>
            <numerusform>%n could not be.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::FilesPage</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing found among %n file(s).</source>
        <translation>
            <numerusform>Nothing found among %n file.</numerusform>
            <numerusform>Nothing found among %n files.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::HolderListModel</name>
    <message numerus="yes">
        <source>%n right(s)</source>
        <translation>
            <numerusform>%n right</numerusform>
            <numerusform>%n rights</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n right(s) of its own</source>
        <translation>
            <numerusform>%n right of its own</numerusform>
            <numerusform>%n rights of its own</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n use(s) at most</source>
        <translation>
            <numerusform>%n use at most</numerusform>
            <numerusform>%n uses at most</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::HolderPage</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tool(s)</source>
        <translation>
            <numerusform>%n tool</numerusform>
            <numerusform>%n tools</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n role(s)</source>
        <translation>
            <numerusform>%n role</numerusform>
            <numerusform>%n roles</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::InvitationsPage</name>
    <message numerus="yes">
        <source>%n open</source>
        <comment>invitations</comment>
        <translation>
            <numerusform>%n open</numerusform>
            <numerusform>%n open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::InviteActions</name>
    <message numerus="yes">
        <source>%n invitation(s) to “%1” had expired and are taken back.</source>
        <translation>
            <numerusform>%n invitation to “%1” had expired and is taken back.</numerusform>
            <numerusform>%n invitations to “%1” had expired and are taken back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::MessageForm</name>
    <message numerus="yes">
        <source>(%n bytes)</source>
        <translation>
            <numerusform>(%n byte)</numerusform>
            <numerusform>(%n bytes)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::RemovalText</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n right(s) of its own still count: %1.</source>
        <translation>
            <numerusform>%n right of its own still counts: %1.</numerusform>
            <numerusform>%n rights of its own still count: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n role(s) go on: %1.</source>
        <translation>
            <numerusform>%n role goes on: %1.</numerusform>
            <numerusform>%n roles go on: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server took %n message(s) of theirs since then, the last one on %1.</source>
        <translation>
            <numerusform>The server took %n message of theirs since then, on %1.</numerusform>
            <numerusform>The server took %n messages of theirs since then, the last one on %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing of theirs was taken since then: %n topic(s) were looked through, the state among them.</source>
        <translation>
            <numerusform>Nothing of theirs was taken since then: the state was looked through, and there are no other topics.</numerusform>
            <numerusform>Nothing of theirs was taken since then: %n topics were looked through, the state among them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tool(s) were made by %1, who may have kept the key: %2. Stop what is not needed on the Tools page.</source>
        <translation>
            <numerusform>%n tool was made by %1, who may have kept its key: %2. If it is not needed, stop it on the Tools page.</numerusform>
            <numerusform>%n tools were made by %1, who may have kept their keys: %2. Stop what is not needed on the Tools page.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n member(s) were let in by %1 and stay: %2.</source>
        <translation>
            <numerusform>%n member was let in by %1 and stays: %2.</numerusform>
            <numerusform>%n members were let in by %1 and stay: %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::SendDialog</name>
    <message numerus="yes">
        <source>Send %n file(s)</source>
        <translation>
            <numerusform>Send %n file</numerusform>
            <numerusform>Send %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::ServerAdminDialog</name>
    <message numerus="yes">
        <source>%n registered space(s)</source>
        <translation>
            <numerusform>%n registered space</numerusform>
            <numerusform>%n registered spaces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::SpaceListModel</name>
    <message numerus="yes">
        <source>%1, %n unread message(s)</source>
        <translation>
            <numerusform>%1, %n unread message</numerusform>
            <numerusform>%1, %n unread messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::StateActions</name>
    <message numerus="yes">
        <source>%1 changed this %n s ago.</source>
        <translation>
            <numerusform>%1 changed this %n s ago.</numerusform>
            <numerusform>%1 changed this %n s ago.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::StateChangesPanel</name>
    <message numerus="yes">
        <source>%n value(s) changed.</source>
        <translation>
            <numerusform>%n value changed.</numerusform>
            <numerusform>%n values changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::StatePage</name>
    <message numerus="yes">
        <source>%n value(s)</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::StateText</name>
    <message numerus="yes">
        <source>… and %n byte(s) more</source>
        <translation>
            <numerusform>… and %n byte more</numerusform>
            <numerusform>… and %n bytes more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::StateTimeBar</name>
    <message numerus="yes">
        <source>Before the first of %n event(s)</source>
        <translation>
            <numerusform>Before the first of %n event</numerusform>
            <numerusform>Before the first of %n events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::StateTreeModel</name>
    <message numerus="yes">
        <source>%1, %n value(s)</source>
        <extracomment>A branch of a tree, and how many values are in it</extracomment>
        <translation>
            <numerusform>%1, %n value</numerusform>
            <numerusform>%1, %n values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::StateValueView</name>
    <message numerus="yes">
        <source>%n version(s)</source>
        <translation>
            <numerusform>%n version</numerusform>
            <numerusform>%n versions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n older: move back in time to see them</source>
        <translation>
            <numerusform>%n older: move back in time to see it</numerusform>
            <numerusform>%n older: move back in time to see them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::StatusLine</name>
    <message numerus="yes">
        <source>%n message(s) checked</source>
        <translation>
            <numerusform>%n message checked</numerusform>
            <numerusform>%n messages checked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) waiting to be sent</source>
        <translation>
            <numerusform>%n message waiting to be sent</numerusform>
            <numerusform>%n messages waiting to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) not sent</source>
        <translation>
            <numerusform>%n message not sent</numerusform>
            <numerusform>%n messages not sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::ToolUseText</name>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::TopicListModel</name>
    <message numerus="yes">
        <source>Topic %1, %n unread message(s)</source>
        <translation>
            <numerusform>Topic %1, %n unread message</numerusform>
            <numerusform>Topic %1, %n unread messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Topic %1, %n message(s) not sent</source>
        <translation>
            <numerusform>Topic %1, %n message not sent</numerusform>
            <numerusform>Topic %1, %n messages not sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Topic %1, %n message(s) waiting to be sent</source>
        <translation>
            <numerusform>Topic %1, %n message waiting to be sent</numerusform>
            <numerusform>Topic %1, %n messages waiting to be sent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::TransferDelegate</name>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>%n second left</numerusform>
            <numerusform>%n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n minute left</numerusform>
            <numerusform>%n minutes left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::WindowController</name>
    <message numerus="yes">
        <source>“%1” has %n changes to its state. Published servers look at the first 10,000 of them for rights: what is given or taken away after that has no effect there. Move to a new space in time.</source>
        <translation>
            <numerusform>“%1” has %n change to its state. Published servers look at the first 10,000 of them for rights: what is given or taken away after that has no effect there. Move to a new space in time.</numerusform>
            <numerusform>“%1” has %n changes to its state. Published servers look at the first 10,000 of them for rights: what is given or taken away after that has no effect there. Move to a new space in time.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>reeeductio::Workspace</name>
    <message numerus="yes">
        <source>Warning: this space has %n state messages. Published servers read the first 10,000 for rights: what is granted or revoked after them has no effect. Make a successor space in time.</source>
        <translation>
            <numerusform>Warning: this space has %n state messages. Published servers read the first 10,000 for rights: what is granted or revoked after them has no effect. Make a successor space in time.</numerusform>
            <numerusform>Warning: this space has %n state messages. Published servers read the first 10,000 for rights: what is granted or revoked after them has no effect. Make a successor space in time.</numerusform>
        </translation>
    </message>
</context>
</TS>
